import { strings } from '../../strings/catalogue.ts';

interface LineNoteProps {
  time: string;
  rows: readonly { name: string; colour: string; value: number | null }[];
  /** Where it has room. */
  isRight: boolean;
  format(value: number): string;
}

/** What the lines of a chart count at one moment: a small window on the side where the pointer is not. */
export function LineNote({ time, rows, isRight, format }: LineNoteProps) {
  return (
    <div
      className={`pointer-events-none absolute top-0 z-20 rounded-lg border border-line bg-raised px-3 py-2 text-xs tabular-nums shadow-float ${isRight ? 'right-2' : 'left-12'}`}
    >
      <p className="mb-1 text-ink-soft">{time}</p>
      {rows.map(({ name, colour, value }) => (
        <p key={name} className="flex items-center gap-2">
          <span className="size-2 rounded-sm" style={{ background: colour }} />
          <span className="grow">{name}</span>
          <span className="ps-4">{value === null ? strings.common.none : format(value)}</span>
        </p>
      ))}
    </div>
  );
}
