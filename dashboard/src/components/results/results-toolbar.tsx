import { Rows2, Rows3, Search, WrapText } from 'lucide-react';
import type { LogRecord } from '../../../../core/record.ts';
import { formatCount } from '../../lib/format-number.ts';
import { strings } from '../../strings/catalogue.ts';
import { IconButton } from '../kit/button.tsx';
import { ColumnsPopover } from './columns-popover.tsx';
import { FindBar } from './find-bar.tsx';
import { nameOfColumn } from './results-header.tsx';
import { SelectionBar } from './selection-bar.tsx';
import type { useColumns } from './use-columns.ts';
import type { Find } from './use-find.ts';
import type { useLook } from './use-look.ts';

const words = strings.results;

interface ToolbarProps {
  /** Those in memory. */
  records: readonly LogRecord[];
  rowCount: number;
  /** Columns for which there is no room beside the open log. */
  hiddenCount: number;
  /** Columns that none of the logs has. */
  missing: readonly string[];
  selected: readonly LogRecord[];
  /** Also of those that are out of memory. */
  selectedCount: number;
  state: ReturnType<typeof useColumns>;
  look: ReturnType<typeof useLook>;
  find: Find;
  /** Row of the match at which the find bar stands. */
  at: number;
  onStepFind(direction: 1 | -1): void;
  onCloseFind(): void;
  onClear(): void;
  onSaid(text: string): void;
}

/** Above the rows: what is found or selected, and how the rows look. */
export function ResultsToolbar({
  records,
  rowCount,
  hiddenCount,
  missing,
  selected,
  selectedCount,
  state,
  look,
  find,
  at,
  ...on
}: ToolbarProps) {
  const { isCompact, isWrapped, toggleDensity, toggleWrap } = look;
  return (
    <div className="flex h-10 shrink-0 items-center gap-1 border-b border-line px-2">
      {find.isOpen ? (
        <FindBar
          key={find.openings}
          find={find}
          logCount={records.length}
          at={at}
          onStep={on.onStepFind}
          onClose={on.onCloseFind}
        />
      ) : selectedCount > 0 ? (
        <SelectionBar
          records={selected}
          count={selectedCount}
          columns={state.columns}
          onClear={on.onClear}
          onSaid={on.onSaid}
        />
      ) : (
        <span className="grow truncate px-1 text-xs text-ink-faint">
          {rowCount > 0 && words.loaded(formatCount(rowCount))}
          {hiddenCount > 0 && ` · ${words.hiddenColumns(hiddenCount)}`}
          {missing.length > 0 && ` · ${words.missingColumns(missing.map(nameOfColumn).join(', '))}`}
        </span>
      )}
      {!find.isOpen && <IconButton label={words.find} icon={<Search size={15} aria-hidden />} onClick={find.open} />}
      <IconButton
        label={words.wrap}
        isPressed={isWrapped}
        icon={<WrapText size={15} aria-hidden />}
        onClick={toggleWrap}
      />
      <IconButton
        label={words.compact}
        isPressed={isCompact}
        icon={isCompact ? <Rows3 size={15} aria-hidden /> : <Rows2 size={15} aria-hidden />}
        onClick={toggleDensity}
      />
      <ColumnsPopover state={state} records={records} />
    </div>
  );
}
