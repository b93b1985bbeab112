import { useState } from 'react';
import type { LogRecord } from '../../../../core/record.ts';
import { fieldTree, searchTree } from '../../lib/record-fields.ts';
import { strings } from '../../strings/catalogue.ts';
import { Button } from '../kit/button.tsx';
import { TextInput } from '../kit/field.tsx';
import { LogText } from '../log-text.tsx';
import { FieldRow, type FilterAction } from './field-row.tsx';

const words = strings.details;
const MOST_SHOWN = 2_000;

interface FieldsTabProps {
  record: LogRecord;
  onFilter: FilterAction;
}

/** The message, and every field with what can be done with it. */
export function FieldsTab({ record, onFilter }: FieldsTabProps) {
  const [text, setText] = useState('');
  const nodes = searchTree(
    fieldTree(record).filter(({ path }) => path !== 'message'),
    text,
  );
  return (
    <div className="min-h-0 grow overflow-auto">
      <MessageBox key={record.id} message={record.message} />
      <div className="sticky top-0 z-10 bg-surface px-4 py-2">
        <TextInput
          type="search"
          value={text}
          aria-label={words.searchFields}
          placeholder={words.searchFields}
          onChange={({ target }) => setText(target.value)}
        />
      </div>
      {nodes.length === 0 && <p className="px-4 py-6 text-center text-[13px] text-ink-soft">{words.noFields}</p>}
      <ul className="pb-6 text-[13px]">
        {nodes.map((node) => (
          <FieldRow key={node.path} node={node} depth={0} onFilter={onFilter} />
        ))}
      </ul>
    </div>
  );
}

/** The whole message; of a very long one the begin until more is wanted, and then all of it at once. */
function MessageBox({ message }: { message: string }) {
  const [isWhole, setWhole] = useState(false);
  const isLong = message.length > MOST_SHOWN;
  const isCut = !isWhole && isLong;
  return (
    <div className="mx-4 mt-3 rounded-lg border border-line bg-sunken">
      <pre
        className={`break-anywhere whitespace-pre-wrap p-3 font-mono text-[12.5px] leading-relaxed ${isWhole ? '' : 'max-h-72 overflow-auto'}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached with keys
        tabIndex={0}
      >
        <LogText text={isCut ? message.slice(0, MOST_SHOWN) : message} />
        {isCut && '…'}
      </pre>
      {isLong && (
        <Button look="ghost" className="m-1" onClick={() => setWhole(!isWhole)}>
          {isWhole ? words.field.less : words.field.more}
        </Button>
      )}
    </div>
  );
}
