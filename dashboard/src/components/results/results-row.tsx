// biome-ignore-all lint/a11y/useSemanticElements: the rows are placed one by one, which a table does not allow
// biome-ignore-all lint/a11y/useFocusableInteractive: in a grid the cells have the focus, not what is around them
import { memo, useState } from 'react';
import type { LogRecord } from '../../../../core/record.ts';
import type { Spans } from '../../api/logs.ts';
import { stripAnsi } from '../../lib/ansi.ts';
import { formatClock } from '../../lib/format-time.ts';
import { strings } from '../../strings/catalogue.ts';
import { CategoryTag, LEVEL_COLOURS, LevelTag } from '../tags.tsx';
import { type CellOptions, Message, ResultsCell } from './results-cell.tsx';
import { RowActions, type RowActionsProps } from './row-actions.tsx';

export interface RowProps extends CellOptions, Omit<RowActionsProps, 'record'> {
  record: LogRecord;
  index: number;
  /** Distance from the first row. */
  top: number;
  /** Fixed; undefined where it is measured. */
  height: number | undefined;
  columns: readonly string[];
  spans: Spans | undefined;
  /** The cell that Tab comes to, when it is in this row. */
  activeColumn: number | null;
  isOpen: boolean;
  isSelected: boolean;
  isNarrow: boolean;
  onSelect(id: string, isRange: boolean): void;
  measure: ((row: HTMLElement | null) => void) | undefined;
}

/** One log: a line of columns, or a card of two lines where there is no room for them. */
export const ResultsRow = memo(function ResultsRow(row: RowProps) {
  const { record, index, top, height, isOpen, isSelected, isFound, measure } = row;
  const [isHovered, setHovered] = useState(false);
  const ground = isOpen ? 'bg-accent-soft' : isSelected || isFound ? 'bg-sunken' : 'hover:bg-hover';
  return (
    <div
      role="row"
      ref={measure}
      data-index={index}
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      aria-current={isOpen || undefined}
      className={`absolute inset-x-0 top-0 cursor-pointer border-b border-line/60 text-[13px] ${row.isNarrow ? 'flex' : 'results-grid'} ${ground}`}
      style={{ transform: `translateY(${top}px)`, height }}
      onPointerEnter={({ pointerType }) => pointerType === 'mouse' && setHovered(true)}
      onPointerLeave={() => setHovered(false)}
    >
      <span
        aria-hidden
        className="absolute inset-y-0 start-0 w-[3px]"
        style={{ background: LEVEL_COLOURS[record.level] }}
      />
      <SelectCell {...row} />
      {row.isNarrow ? <Card {...row} /> : <Cells {...row} />}
      {isHovered && !row.isNarrow && <RowActions record={record} onContext={row.onContext} onFilter={row.onFilter} />}
    </div>
  );
});

function SelectCell({ record, height, isSelected, onSelect }: RowProps) {
  const boxTop = ((height ?? WRAPPED_LINE) - BOX) / 2;
  const name = stripAnsi(record.message.slice(0, 80));
  return (
    <div
      role="gridcell"
      aria-colindex={1}
      className="flex w-8 shrink-0 items-start justify-center ps-1"
      style={{ paddingBlockStart: boxTop }}
      data-select
    >
      <input
        type="checkbox"
        tabIndex={-1}
        checked={isSelected}
        aria-label={strings.results.select(name)}
        className="m-0 block size-3.5 accent-(--accent)"
        onChange={({ nativeEvent }) => onSelect(record.id, (nativeEvent as MouseEvent).shiftKey)}
      />
    </div>
  );
}

const BOX = 14;
/** Of a wrapped message, its padding included. */
const WRAPPED_LINE = 27;

/** Tags stand in the middle of their row, whatever the line of the text. */
const LOOKS: Readonly<Record<string, string>> = {
  message: 'font-mono text-[12.5px]',
  level: '*:align-middle',
  category: '*:align-middle',
};

const CELL = 'outline-offset-[-2px] px-2';

function Cells({ columns, record, spans, activeColumn, zone, isWrapped, wanted, isFound }: RowProps) {
  return columns.map((column, at) => (
    <div
      key={column}
      role="gridcell"
      aria-colindex={at + 2}
      data-column={at}
      tabIndex={at === activeColumn ? 0 : -1}
      className={`${CELL} min-w-0 ${isWrapped ? 'break-anywhere whitespace-pre-wrap py-1' : 'self-center truncate whitespace-pre leading-5'} ${LOOKS[column] ?? ''}`}
    >
      <ResultsCell {...{ record, column, spans, zone, isWrapped, wanted, isFound }} />
    </div>
  ));
}

function Card({ record, spans, activeColumn, zone, isWrapped, wanted, isFound }: RowProps) {
  return (
    <div
      role="gridcell"
      aria-colindex={2}
      data-column={0}
      tabIndex={activeColumn === null ? -1 : 0}
      className={`${CELL} flex min-w-0 grow flex-col justify-center gap-0.5 py-1`}
    >
      <div className="flex min-w-0 items-center gap-2 overflow-hidden whitespace-nowrap">
        <time dateTime={record.timestamp} className="font-mono text-xs text-ink-soft">
          {formatClock(record.timestamp, zone)}
        </time>
        <LevelTag level={record.level} />
        <span className="min-w-0 truncate text-xs font-medium text-ink-soft">{record.service}</span>
        <span className="ms-auto shrink-0">
          <CategoryTag category={record.category} confidence={record.category_confidence} />
        </span>
      </div>
      <div
        className={`font-mono text-[12.5px] ${isWrapped ? 'break-anywhere whitespace-pre-wrap' : 'truncate whitespace-pre'}`}
      >
        <Message {...{ record, spans, isWrapped, wanted, isFound }} />
      </div>
    </div>
  );
}
