import { Search } from 'lucide-react';
import { type RefObject, useId, useRef, useState } from 'react';
import { usePreferenceJson } from '../../lib/preferences.ts';
import type { TypingFault } from '../../lib/typing-fault.ts';
import { strings } from '../../strings/catalogue.ts';
import type { Suggester } from './complete.ts';
import { PlainLine } from './plain-line.tsx';
import type { QueryEditorHandle } from './query-editor.tsx';
import { NOT_RECALLING, recall, remember } from './query-history.ts';
import { QueryNote } from './query-note.tsx';
import { SyntaxHelp } from './syntax-help.tsx';
import { useEditor } from './use-editor.ts';

/** What is wrong with a query: the server's words, and the column where it knows it. */
export interface QueryFault {
  message: string;
  column: number | null;
}

interface QueryBarProps {
  text: string;
  /** What was wrong with this text when it was run. */
  fault: QueryFault | null;
  suggester: Suggester;
  handle: RefObject<QueryEditorHandle | null>;
  onChange(text: string): void;
  onRun(text: string): void;
  onCancel(): void;
  /** Goes on below the query, whose end was reached; false where there is nothing. */
  onDown(): boolean;
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
export function QueryBar({ text, fault, suggester, handle, onChange, onRun, onCancel, onDown }: QueryBarProps) {
  const history = useHistory();
  const noteId = useId();
  const [doubt, setDoubt] = useState<(TypingFault & { text: string }) | null>(null);
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
    noteId,
    hint: words.hint,
    handle,
    onChange,
    onRun: run,
    onCancel,
    onRecall: history.step,
    onDown,
  };
  const frame = fault ? 'border-bad' : 'border-line-strong focus-within:border-accent';
  return (
    <div className="min-w-0 grow">
      <div
        className={`flex min-h-9.5 items-start gap-2 rounded-lg border bg-surface ps-3 pe-2 focus-within:ring-2 focus-within:ring-accent/25 ${frame}`}
      >
        <Search size={15} aria-hidden className="mt-[11px] shrink-0 text-ink-faint" />
        {Editor ? (
          <Editor
            {...shared}
            caret={caret}
            suggester={suggester}
            onDoubt={(next) => setDoubt(next && { ...next, text })}
          />
        ) : (
          <PlainLine {...shared} line={line} onWanted={want} onComposing={setComposing} />
        )}
        <SyntaxHelp />
      </div>
      <QueryNote
        id={noteId}
        fault={fault}
        doubt={doubt}
        meant={doubt?.text === text ? doubt.meant : null}
        onMeant={(meant) => {
          onChange(meant);
          handle.current?.focus();
        }}
      />
    </div>
  );
}
