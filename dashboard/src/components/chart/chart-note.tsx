import type { ReactNode } from 'react';
import { visibleText } from '../../lib/visible-text.ts';
import type { Stretch } from './stretch.ts';

interface ChartNoteProps {
  /** What it is about: it stands beside that, on the side with more room, or as far beside as the plot goes. */
  about: Stretch;
  /** When that is. */
  title: string;
  /** What it says of all of it. */
  lead?: string | undefined;
  rows?: readonly { name: string; colour: string; value: string }[];
  /** What stands below the rows. */
  children?: ReactNode;
}

/** What a place of a chart says: a small window over the plot. It is for the eye alone; who uses it says the same elsewhere in words. */
export function ChartNote({ about, title, lead, rows = [], children }: ChartNoteProps) {
  const isRight = about.from + about.to > 1;
  const edge = isRight ? 1 - about.from : about.to;
  return (
    <div
      aria-hidden
      className={`pointer-events-none absolute inset-x-0 top-0 z-25 flex items-start ${isRight ? 'flex-row-reverse' : ''}`}
    >
      <div className="shrink" style={{ width: `calc(${edge * 100}% + 8px)` }} />
      <div className="w-max max-w-full shrink-0 rounded-lg border border-line bg-raised px-3 py-2 text-xs tabular-nums shadow-float">
        <p className="text-ink-soft">{title}</p>
        {lead !== undefined && <p className="font-semibold">{lead}</p>}
        {rows.length > 0 && (
          <div className="mt-1">
            {rows.map(({ name, colour, value }) => (
              <p key={name} className="flex items-center gap-2">
                <span className="size-2 rounded-xs" style={{ background: colour }} />
                <span className="grow">{visibleText(name)}</span>
                <span className="ps-4">{value}</span>
              </p>
            ))}
          </div>
        )}
        {children}
      </div>
    </div>
  );
}
