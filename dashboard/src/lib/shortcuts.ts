import { useEffect, useRef } from 'react';

/** Keys such as `/`, `?`, `Shift+F`, `Mod+k` (⌘ or Ctrl), or two after another: `g e`. */
export type Shortcuts = Readonly<Record<string, (event: KeyboardEvent) => void>>;

const SEQUENCE_MS = 1_000;

const MODIFIERS = ['Shift', 'Control', 'Alt', 'Meta'];

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** What was pressed, as shortcuts are written. `Shift+` stands before letters and named keys; in `?` it is already there. */
export function nameOfKey({ key, ctrlKey, metaKey, altKey, shiftKey }: Pressed): string {
  const isLetter = key.toLowerCase() !== key.toUpperCase() && key.length === 1;
  const shift = shiftKey && (isLetter || key.length > 1) ? 'Shift+' : '';
  const name = !isLetter ? key : shiftKey ? key.toUpperCase() : key.toLowerCase();
  return `${ctrlKey || metaKey ? 'Mod+' : ''}${altKey ? 'Alt+' : ''}${shift}${name}`;
}

const TYPED_INTO = 'textarea, select, input:not([type=checkbox], [type=radio], [type=button], [type=range])';

const PRESSED_BY_SPACE = 'button, summary, input, [role=button]';

function isPressed(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches(PRESSED_BY_SPACE);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches(TYPED_INTO));
}

/** Listens while the component is there. Without Mod nothing happens while somebody types, nor where Space presses a control; behind a window nothing at all. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const current = useRef(shortcuts);
  current.current = shortcuts;
  useEffect(() => {
    let before = '';
    let beforeAt = 0;
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || document.querySelector('dialog[open]')) return;
      // what a browser fills in by itself comes without a key
      if (!event.key || MODIFIERS.includes(event.key)) return;
      const name = nameOfKey(event);
      if (isTyping(event.target) && !name.startsWith('Mod+')) return;
      if (name === ' ' && isPressed(event.target)) return;
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
