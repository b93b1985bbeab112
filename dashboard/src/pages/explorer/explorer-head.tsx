import type { RefObject } from 'react';
import { QueryBar, type QueryFault } from '../../components/query-bar/query-bar.tsx';
import type { QueryEditorHandle } from '../../components/query-bar/query-editor.tsx';
import { useSuggester } from '../../components/query-bar/use-suggester.ts';
import { FilterChips } from './filter-chips.tsx';
import { partIn, type QueryEdits } from './query-edits.ts';
import { RunButton } from './run-button.tsx';
import type { Explorer } from './use-explorer.ts';

/** Whether there are rows to go to. */
function focusRows(): boolean {
  const cell = document.querySelector<HTMLElement>('[role=grid] [data-column][tabindex="0"]');
  cell?.focus();
  return cell !== null;
}

interface ExplorerHeadProps {
  explorer: Explorer;
  edits: QueryEdits;
  /** What was wrong with the question. */
  fault: QueryFault | null;
  /** Attributes that were seen in the logs. */
  attributes: readonly string[];
  editor: RefObject<QueryEditorHandle | null>;
}

/** The query, as text and as its parts. */
export function ExplorerHead({ explorer, edits, fault, attributes, editor }: ExplorerHeadProps) {
  const { question, draft, run, write, cancel, isRunning } = explorer;
  const suggester = useSuggester(question, attributes);
  return (
    <>
      <div className="flex items-start gap-2">
        <QueryBar
          text={draft}
          fault={draft.trim() === question.q ? fault : null}
          suggester={suggester}
          handle={editor}
          onChange={write}
          onRun={run}
          onCancel={cancel}
          onDown={() => draft.trim() === question.q && focusRows()}
        />
        <RunButton isRunning={isRunning} onRun={() => run(draft)} onCancel={cancel} />
      </div>
      {/* what cannot be read has no parts */}
      {fault === null && (
        <FilterChips
          query={question.q}
          onEdit={(part) => {
            const { start, end } = partIn(draft, part) ?? part;
            editor.current?.select(start, end);
          }}
          onNegate={edits.negate}
          onRemove={edits.remove}
          onClear={() => run('')}
        />
      )}
    </>
  );
}
