import { type FocusEvent, type KeyboardEvent, type ReactNode, type RefObject, useEffect } from 'react';
import { scanQuery } from '../../lib/scan-query.ts';
import type { QueryEditorProps } from './query-editor.tsx';
import { tokenClass } from './token-class.ts';

interface PlainLineProps extends Omit<QueryEditorProps, 'caret' | 'suggester' | 'onDoubt'> {
  line: RefObject<HTMLTextAreaElement | null>;
  /** Somebody is about to write, or does. */
  onWanted(): void;
  /** Whether letters are being put together, as with an input method. */
  onComposing(isComposing: boolean): void;
}

/** The text in its colours, as the editor shows it. */
function colour(text: string, faultColumn: number | null): ReactNode[] {
  const fault = faultColumn === null ? -1 : Math.min(Math.max(faultColumn - 1, 0), text.length - 1);
  const tokens = scanQuery(text);
  const edges = new Set([0, text.length, ...tokens.flatMap(({ start, end }) => [start, end])]);
  if (fault >= 0) edges.add(fault).add(fault + 1);
  const sorted = [...edges].sort((one, other) => one - other);
  return sorted.slice(0, -1).map((start, at) => {
    const token = tokens.find((each) => each.start <= start && start < each.end);
    const look = [token && tokenClass(token, text), start === fault && 'query-fault'].filter(Boolean).join(' ');
    return (
      <span key={start} className={look}>
        {text.slice(start, sorted[at + 1])}
      </span>
    );
  });
}

/** What a key does besides writing; the same as in the editor. */
function onKey(
  event: KeyboardEvent<HTMLTextAreaElement>,
  { onRun, onCancel, onRecall, onChange, onDown }: PlainLineProps,
): void {
  const { key, shiftKey, altKey, nativeEvent, currentTarget: line } = event;
  if (nativeEvent.isComposing) return;
  const recall = (step: 'older' | 'newer'): void => {
    const beyond = step === 'older' ? line.value.slice(0, line.selectionEnd) : line.value.slice(line.selectionEnd);
    if (shiftKey || altKey || beyond.includes('\n')) return;
    const found = onRecall(step, line.value);
    const isEnd = step === 'newer' && line.selectionStart === line.value.length;
    if (found !== null) onChange(found);
    else if (!isEnd || !onDown()) return;
    event.preventDefault();
  };
  if (key === 'Enter' && !shiftKey) {
    event.preventDefault();
    onRun(line.value);
  } else if (key === 'Escape') {
    event.preventDefault();
    onCancel();
  } else if (key === 'ArrowUp') recall('older');
  else if (key === 'ArrowDown') recall('newer');
}

function useHandle({ line, handle }: PlainLineProps): void {
  useEffect(() => {
    const own = {
      focus: () => line.current?.focus(),
      select(start: number, end: number) {
        line.current?.focus();
        line.current?.setSelectionRange(start, end);
      },
    };
    handle.current = own;
    return () => {
      if (handle.current === own) handle.current = null;
    };
  }, [line, handle]);
}

const TEXT =
  '[grid-area:1/1] min-w-0 px-0.5 py-2 font-mono text-[13px] leading-5 whitespace-break-spaces break-anywhere';

/**
 * Looks like the editor and can be written into until that has come: a text area whose letters are not painted, below the
 * same text in colours.
 */
export function PlainLine(props: PlainLineProps) {
  const { line, text, faultColumn, label, noteId, hint, onChange, onWanted, onComposing } = props;
  useHandle(props);
  const begin = ({ target }: FocusEvent<HTMLTextAreaElement>): void => {
    // who begins to write does so at the end; left to itself the browser begins in front
    if (target.selectionEnd === 0) target.setSelectionRange(target.value.length, target.value.length);
    onWanted();
  };
  return (
    <div className="max-h-24 min-w-0 flex-1 overflow-auto" onPointerEnter={onWanted}>
      <div className="grid">
        <textarea
          ref={line}
          rows={1}
          value={text}
          aria-label={label}
          aria-placeholder={hint}
          aria-describedby={noteId}
          aria-invalid={faultColumn !== null || undefined}
          autoCapitalize="off"
          autoComplete="off"
          spellCheck={false}
          className={`${TEXT} resize-none overflow-hidden caret-ink outline-none [-webkit-text-fill-color:transparent]`}
          onChange={({ target }) => onChange(target.value)}
          onFocus={begin}
          onKeyDown={(event) => onKey(event, props)}
          onCompositionStart={() => onComposing(true)}
          onCompositionEnd={() => onComposing(false)}
        />
        <div aria-hidden className={`${TEXT} pointer-events-none`}>
          {text === '' ? (
            <span className="block truncate font-sans text-ink-faint">{hint}</span>
          ) : (
            colour(text, faultColumn)
          )}
          {text.endsWith('\n') && '\u200b'}
        </div>
      </div>
    </div>
  );
}
