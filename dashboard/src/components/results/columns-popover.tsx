import { ArrowLeft, ArrowRight, Columns3, X } from 'lucide-react';
import { type FormEvent, useId, useMemo, useState } from 'react';
import type { LogRecord } from '../../../../core/record.ts';
import { addColumn, DEFAULT_COLUMNS, moveColumn, removeColumn } from '../../lib/columns.ts';
import { pathsOf } from '../../lib/record-fields.ts';
import { strings } from '../../strings/catalogue.ts';
import { Button, IconButton } from '../kit/button.tsx';
import { TextInput } from '../kit/field.tsx';
import { Popover } from '../kit/popover.tsx';
import { nameOfColumn } from './results-header.tsx';
import type { useColumns } from './use-columns.ts';

const words = strings.results;
/** So many rows tell which fields there are. */
const LOOKED_AT = 200;

interface ColumnsProps {
  state: ReturnType<typeof useColumns>;
  records: readonly LogRecord[];
}

/** Which columns there are, in which order. */
export function ColumnsPopover({ state, records }: ColumnsProps) {
  return (
    <Popover
      align="end"
      className="w-72"
      opener={(attributes) => (
        <Button look="ghost" icon={<Columns3 size={15} aria-hidden />} {...attributes}>
          <span className="max-sm:sr-only">{words.columns}</span>
        </Button>
      )}
    >
      <ColumnsForm state={state} records={records} />
    </Popover>
  );
}

function ColumnsForm({ state, records }: ColumnsProps) {
  const { columns, setColumns, resetWidths } = state;
  const reset = (): void => {
    setColumns(DEFAULT_COLUMNS);
    resetWidths();
  };
  return (
    <div className="flex flex-col gap-2">
      <ul className="flex max-h-72 flex-col overflow-auto">
        {columns.map((name, at) => (
          <li key={name} className="flex h-8 items-center text-[13px]">
            <span className="min-w-0 grow truncate" title={name}>
              {nameOfColumn(name)}
            </span>
            <IconButton
              label={words.moveLeft(nameOfColumn(name))}
              icon={<ArrowLeft size={14} aria-hidden />}
              disabled={at === 0}
              onClick={() => setColumns(moveColumn(columns, name, at - 1))}
            />
            <IconButton
              label={words.moveRight(nameOfColumn(name))}
              icon={<ArrowRight size={14} aria-hidden />}
              disabled={at === columns.length - 1}
              onClick={() => setColumns(moveColumn(columns, name, at + 1))}
            />
            <IconButton
              label={words.removeColumn(nameOfColumn(name))}
              icon={<X size={14} aria-hidden />}
              disabled={columns.length === 1}
              onClick={() => setColumns(removeColumn(columns, name))}
            />
          </li>
        ))}
      </ul>
      <AddColumn columns={columns} records={records} onAdd={(name) => setColumns(addColumn(columns, name))} />
      <Button look="ghost" className="self-start" onClick={reset}>
        {words.resetColumns}
      </Button>
    </div>
  );
}

interface AddColumnProps {
  columns: readonly string[];
  records: readonly LogRecord[];
  onAdd(name: string): void;
}

function AddColumn({ columns, records, onAdd }: AddColumnProps) {
  const [name, setName] = useState('');
  const id = useId();
  const paths = useMemo(
    () => pathsOf(records.slice(0, LOOKED_AT)).filter((path) => !columns.includes(path)),
    [records, columns],
  );
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (name.trim() === '') return;
    onAdd(name.trim());
    setName('');
  };
  return (
    <form className="flex gap-2" onSubmit={onSubmit}>
      <TextInput
        list={id}
        value={name}
        aria-label={words.addColumn}
        placeholder={words.fieldName}
        onChange={({ target }) => setName(target.value)}
      />
      <datalist id={id}>
        {paths.map((path) => (
          <option key={path} value={path} />
        ))}
      </datalist>
      <Button type="submit">{strings.results.addShort}</Button>
    </form>
  );
}
