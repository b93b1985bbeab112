// biome-ignore-all lint/a11y/useSemanticElements: the rows are placed one by one, which a table does not allow
// biome-ignore-all lint/a11y/useFocusableInteractive: in a grid the cells have the focus, not what is around them
import { type KeyboardEvent, useState } from 'react';
import { MAX_WIDTH, MIN_WIDTH, moveColumn, removeColumn, widthOf } from '../../lib/columns.ts';
import { visibleText } from '../../lib/visible-text.ts';
import { strings } from '../../strings/catalogue.ts';
import { Divider } from '../kit/divider.tsx';
import type { useColumns } from './use-columns.ts';

const words = strings.results;
const STEP = 16;

export function nameOfColumn(column: string): string {
  const name = Object.hasOwn(words.names, column) ? words.names[column] : undefined;
  return name ?? visibleText(column.replace(/^attributes\./, ''));
}

interface HeaderProps {
  state: ReturnType<typeof useColumns>;
  names: readonly string[];
}

/** The names of the columns; each can be dragged to its place, widened at its edge, or both with keys. */
export function ResultsHeader({ state, names }: HeaderProps) {
  const [target, setTarget] = useState<string | null>(null);
  return (
    // the edge of the last column stands out: clipped, or there would be something to scroll to
    <div role="rowgroup" className="sticky top-0 z-20 overflow-x-clip">
      <div
        role="row"
        aria-rowindex={1}
        className="results-grid h-[30px] border-b border-line bg-surface text-xs font-semibold text-ink-soft"
      >
        <span role="columnheader" aria-colindex={1}>
          <span className="sr-only">{words.selectColumn}</span>
        </span>
        {names.map((name, at) => (
          <HeaderCell key={name} {...{ name, at, state, isTarget: target === name, setTarget }} />
        ))}
      </div>
    </div>
  );
}

interface HeaderCellProps {
  name: string;
  at: number;
  state: HeaderProps['state'];
  isTarget: boolean;
  setTarget(name: string | null): void;
}

function HeaderCell({ name, at, state, isTarget, setTarget }: HeaderCellProps) {
  const { columns, setColumns, widths, setWidth } = state;
  const width = widthOf(name, widths);
  const place = columns.indexOf(name);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step && event.altKey) setColumns(moveColumn(columns, name, place + step));
    else if (step && event.shiftKey) setWidth(name, width + step * STEP);
    else if (event.key === 'Delete') setColumns(removeColumn(columns, name));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      role="columnheader"
      aria-colindex={at + 2}
      aria-label={nameOfColumn(name)}
      aria-description={words.headerKeys}
      tabIndex={0}
      draggable
      title={name}
      className={`relative flex min-w-0 cursor-grab items-center px-2 outline-offset-[-2px] ${isTarget ? 'bg-accent-soft' : ''}`}
      onKeyDown={onKeyDown}
      onDragStart={({ dataTransfer }) => dataTransfer.setData('text/x-column', name)}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes('text/x-column')) return;
        event.preventDefault();
        setTarget(name);
      }}
      onDragLeave={() => setTarget(null)}
      onDragEnd={() => setTarget(null)}
      onDrop={({ dataTransfer }) => {
        setTarget(null);
        setColumns(moveColumn(columns, dataTransfer.getData('text/x-column'), place));
      }}
    >
      <span className="truncate">{nameOfColumn(name)}</span>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keeps the edge from dragging the column */}
      <span
        className="absolute inset-y-0 -end-1 flex"
        draggable
        onDragStart={(event) => {
          event.preventDefault();
          event.stopPropagation();
        }}
      >
        <Divider
          isSkipped
          label={words.resize(nameOfColumn(name))}
          value={width}
          min={MIN_WIDTH}
          max={MAX_WIDTH}
          onChange={(next) => setWidth(name, next)}
          onReset={() => setWidth(name, undefined)}
        />
      </span>
    </div>
  );
}
