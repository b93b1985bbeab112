import { CircleAlert, Search } from 'lucide-react';
import { type RefObject, useId, useRef } from 'react';
import { usePreferenceJson } from '../../lib/preferences.ts';
import { strings } from '../../strings/catalogue.ts';
import type { Suggester } from './complete.ts';
import { PlainLine } from './plain-line.tsx';
import type { QueryEditorHandle } from './query-editor.tsx';
import { NOT_RECALLING, recall, remember } from './query-history.ts';
import { SyntaxHelp } from './syntax-help.tsx';
import { useEditor } from './use-editor.ts';

/** What is wrong with a query: the server's words, and the column where it knows it. */
export interface QueryFault {
  message: string;
  column: number | null;
}

interface QueryBarProps {
  text: string;
  fault: QueryFault | null;
  suggester: Suggester;
  handle: RefObject<QueryEditorHandle | null>;
  onChange(text: string): void;
  onRun(text: string): void;
  onCancel(): void;
}

const words = strings.explorer.query;
const NO_HISTORY: string[] = [];

/** Queries that were run in this browser, and the way through them. */
function useHistory() {
  const [history, setHistory] = usePreferenceJson('query-history', NO_HISTORY);
  const place = useRef(NOT_RECALLING);
  return {
    add(query: string): void {
      place.current = NOT_RECALLING;
      setHistory(remember(history, query));
    },
    step(step: 'older' | 'newer', written: string): string | null {
      const found = recall(history, place.current, written, step);
      if (found) place.current = found.recall;
      return found?.text ?? null;
    },
  };
}

/** The line in which a query is written: a plain one until somebody turns to it. Enter runs it, Escape ends a run and leaves the focus where it is. */
export function QueryBar({ text, fault, suggester, handle, onChange, onRun, onCancel }: QueryBarProps) {
  const history = useHistory();
  const faultId = useId();
  const run = (query: string): void => {
    history.add(query);
    onRun(query);
  };
  const line = useRef<HTMLTextAreaElement>(null);
  const { Editor, caret, want, setComposing } = useEditor(line);
  const shared = {
    text,
    faultColumn: fault?.column ?? null,
    label: words.label,
    faultId,
    hint: words.hint,
    handle,
    onChange,
    onRun: run,
    onCancel,
    onRecall: history.step,
  };
  const frame = fault ? 'border-bad' : 'border-line-strong focus-within:border-accent';
  return (
    <div className="min-w-0 grow">
      <div
        className={`flex min-h-9.5 items-start gap-2 rounded-lg border bg-surface ps-3 pe-2 focus-within:ring-2 focus-within:ring-accent/25 ${frame}`}
      >
        <Search size={15} aria-hidden className="mt-[11px] shrink-0 text-ink-faint" />
        {Editor ? (
          <Editor {...shared} caret={caret} suggester={suggester} />
        ) : (
          <PlainLine {...shared} line={line} onWanted={want} onComposing={setComposing} />
        )}
        <SyntaxHelp />
      </div>
      <FaultNote id={faultId} fault={fault} />
    </div>
  );
}

function FaultNote({ id, fault }: { id: string; fault: QueryFault | null }) {
  return (
    <p id={id} role="alert" className="empty:hidden">
      {fault && (
        <span className="mt-1 flex items-start gap-1.5 text-[13px] text-bad">
          <CircleAlert size={14} aria-hidden className="mt-0.5 shrink-0" />
          {fault.message}
        </span>
      )}
    </p>
  );
}
