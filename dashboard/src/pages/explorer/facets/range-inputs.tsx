import { RotateCcw } from 'lucide-react';
import type { FormEvent } from 'react';
import { IconButton } from '../../../components/kit/button.tsx';
import { TextInput } from '../../../components/kit/field.tsx';
import type { NumberRange } from '../../../lib/query-range.ts';
import { OPEN_RANGE } from '../../../lib/query-range.ts';
import { useOwn } from '../../../lib/use-own.ts';
import { strings } from '../../../strings/catalogue.ts';
import type { FieldRange } from './build-range.ts';

const words = strings.explorer.facets;

/** An empty text leaves its end open; undefined is no number. */
function readBound(text: string): number | null | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  return Number.isFinite(Number(trimmed)) ? Number(trimmed) : undefined;
}

interface RangeInputsProps {
  range: FieldRange;
  chosen: NumberRange;
  name: string;
  onRange(range: NumberRange): void;
}

/** The ends of a range as text; they hold when Enter is pressed or when they are left. */
export function RangeInputs({ range, chosen, name, onRange }: RangeInputsProps) {
  const written = { from: String(chosen.from ?? ''), to: String(chosen.to ?? '') };
  const [texts, setTexts] = useOwn(written, `${written.from} ${written.to}`);
  const [from, to] = [readBound(texts.from), readBound(texts.to)];
  const settle = (): void => {
    if (from === undefined || to === undefined || (from === chosen.from && to === chosen.to)) return;
    onRange(from !== null && to !== null && from > to ? { from: to, to: from } : { from, to });
  };
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    settle();
  };
  const input = (side: 'from' | 'to', label: string, end: number) => (
    <TextInput
      inputMode="decimal"
      aria-label={label}
      aria-invalid={(side === 'from' ? from : to) === undefined}
      placeholder={String(end)}
      value={texts[side]}
      className="h-7! min-w-0 px-1.5! text-xs! tabular-nums aria-invalid:border-bad"
      onChange={({ target }) => setTexts({ ...texts, [side]: target.value })}
      onBlur={settle}
    />
  );
  const isOpen = chosen.from === null && chosen.to === null;
  return (
    <form onSubmit={onSubmit}>
      <div className="flex items-center gap-1">
        {input('from', words.least(name), range.min)}
        <span aria-hidden className="text-ink-faint">
          –
        </span>
        {input('to', words.greatest(name), range.max)}
        {!isOpen && (
          <IconButton
            label={words.allNumbers(name)}
            className="size-7!"
            icon={<RotateCcw size={13} aria-hidden />}
            onClick={() => onRange(OPEN_RANGE)}
          />
        )}
      </div>
      <button type="submit" hidden />
      <p role="alert" className="text-xs text-bad empty:hidden">
        {(from === undefined || to === undefined) && words.noNumber}
      </p>
    </form>
  );
}
