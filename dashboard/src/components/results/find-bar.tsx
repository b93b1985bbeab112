import { ChevronDown, ChevronUp, X } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { formatCount } from '../../lib/format-number.ts';
import { strings } from '../../strings/catalogue.ts';
import { IconButton } from '../kit/button.tsx';
import { TextInput } from '../kit/field.tsx';
import type { Find } from './use-find.ts';

const words = strings.results;

interface FindBarProps {
  find: Find;
  /** Logs that are looked at. */
  logCount: number;
  /** Row of the match at which it stands. */
  at: number;
  onStep(direction: 1 | -1): void;
  onClose(): void;
}

/** Finds text in the rows that are loaded, as the browser would if all of them were there. */
export function FindBar({ find, logCount, at, onStep, onClose }: FindBarProps) {
  const { text, setText, wanted, rows } = find;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') onStep(event.shiftKey ? -1 : 1);
    else if (event.key === 'Escape') onClose();
    else return;
    event.preventDefault();
  };
  const said = rows.length === 0 ? words.foundNothing : words.found(rows.indexOf(at) + 1, formatCount(rows.length));
  return (
    <search className="flex min-w-0 grow items-center gap-1">
      <TextInput
        autoFocus
        type="text"
        className="max-w-64"
        aria-label={words.find}
        placeholder={words.find}
        value={text}
        onFocus={({ target }) => target.select()}
        onChange={({ target }) => setText(target.value)}
        onKeyDown={onKeyDown}
      />
      <span role="status" className="whitespace-nowrap px-1 text-xs text-ink-soft">
        {wanted !== '' && (
          <>
            {said}
            <span className="max-sm:sr-only"> {words.foundIn(formatCount(logCount))}</span>
          </>
        )}
      </span>
      <IconButton label={words.findPrevious} icon={<ChevronUp size={15} aria-hidden />} onClick={() => onStep(-1)} />
      <IconButton label={words.findNext} icon={<ChevronDown size={15} aria-hidden />} onClick={() => onStep(1)} />
      <IconButton label={strings.common.close} icon={<X size={15} aria-hidden />} onClick={onClose} />
    </search>
  );
}
