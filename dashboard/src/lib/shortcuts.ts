import { useEffect, useRef } from 'react';

/** Keys such as `/`, `?`, `Shift+F`, `Mod+k` (⌘ or Ctrl), or two after another: `g e`. */
export type Shortcuts = Readonly<Record<string, (event: KeyboardEvent) => void>>;

const SEQUENCE_MS = 1_000;

/** What was pressed, as shortcuts are written. */
export function nameOfKey(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>): string {
  const mod = event.ctrlKey || event.metaKey ? 'Mod+' : '';
  return `${mod}${event.altKey ? 'Alt+' : ''}${event.key}`;
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

/** Listens while the component is there. Without Mod nothing happens while somebody types; behind a window nothing at all. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const current = useRef(shortcuts);
  current.current = shortcuts;
  useEffect(() => {
    let before = '';
    let beforeAt = 0;
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || document.querySelector('dialog[open]')) return;
      const name = nameOfKey(event);
      if (isTyping(event.target) && !name.startsWith('Mod+')) return;
      const pair = event.timeStamp - beforeAt < SEQUENCE_MS ? `${before} ${name}` : '';
      before = name;
      beforeAt = event.timeStamp;
      const action = current.current[pair] ?? current.current[name];
      if (!action) return;
      before = '';
      event.preventDefault();
      action(event);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
}
