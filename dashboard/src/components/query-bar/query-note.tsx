import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { TypingFault } from '../../lib/typing-fault.ts';
import { strings } from '../../strings/catalogue.ts';
import type { QueryFault } from './query-bar.tsx';

interface QueryNoteProps {
  id: string;
  /** What was wrong when the text was run. */
  fault: QueryFault | null;
  /** What seems wrong while it is written. */
  doubt: Pick<TypingFault, 'message'> | null;
  /** What the text may have been meant to be; null for no guess. */
  meant: string | null;
  /** Writes what may have been meant. */
  onMeant(query: string): void;
}

/** What is wrong with the query, in words: at once when it was run, politely while it is written. */
export function QueryNote({ id, fault, doubt, meant, onMeant }: QueryNoteProps) {
  const guess = <Meant query={meant} onMeant={onMeant} />;
  return (
    <div id={id}>
      <div role="alert">
        {fault && (
          <Line className="text-bad" message={fault.message}>
            {guess}
          </Line>
        )}
      </div>
      <div role="status">
        {doubt && !fault && (
          <Line className="text-caution" message={doubt.message}>
            {guess}
          </Line>
        )}
      </div>
    </div>
  );
}

function Line({ className, message, children }: { className: string; message: string; children: ReactNode }) {
  return (
    <p className={`mt-1 flex items-start gap-1.5 text-[13px] ${className}`}>
      <CircleAlert size={14} aria-hidden className="mt-0.5 shrink-0" />
      <span className="break-anywhere min-w-0">
        {message}
        {children}
      </span>
    </p>
  );
}

function Meant({ query, onMeant }: { query: string | null; onMeant(query: string): void }) {
  if (query === null) return null;
  return (
    <span className="text-ink-soft">
      {' · '}
      {strings.explorer.empty.meant}{' '}
      <button
        type="button"
        className="rounded font-mono text-[12.5px] text-accent hover:underline"
        onClick={() => onMeant(query)}
      >
        {query}
      </button>
      ?
    </span>
  );
}
