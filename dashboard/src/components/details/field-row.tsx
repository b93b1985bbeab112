import { Columns3, Copy, Minus, Plus, Sparkle, TextCursorInput } from 'lucide-react';
import { memo, useState } from 'react';
import { addColumn } from '../../lib/columns.ts';
import { combine, quoteField } from '../../lib/query-edit.ts';
import { type FieldNode, valueText } from '../../lib/record-fields.ts';
import { useScreenState } from '../../lib/screen-state.ts';
import { visibleText } from '../../lib/visible-text.ts';
import { strings } from '../../strings/catalogue.ts';
import { IconButton } from '../kit/button.tsx';
import { CopyButton } from '../kit/copy-button.tsx';
import { LogText } from '../log-text.tsx';
import { useColumns } from '../results/use-columns.ts';

const words = strings.details.field;
const MOST_SHOWN = 500;
const SMALL = '!size-6';

export type FilterAction = (field: string, value: string, isExcluded: boolean) => void;

interface FieldRowProps {
  node: FieldNode;
  depth: number;
  onFilter: FilterAction;
}

/** Of names; the values stand below each other. */
const INDENTS = ['', 'ps-4', 'ps-8', 'ps-12', 'ps-16'];

/** A field and its value; an object has its own fields below it. */
export const FieldRow = memo(function FieldRow({ node, depth, onFilter }: FieldRowProps) {
  const { name, children, value, path } = node;
  const [isActive, setActive] = useState(false);
  const [isWhole, setWhole] = useState(false);
  const text = valueText(value);
  const isCut = !isWhole && text.length > MOST_SHOWN;
  return (
    <li>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: what is done with the field stands in its buttons */}
      <div
        className="relative grid min-h-7 grid-cols-[minmax(8.5rem,34%)_1fr] items-baseline gap-x-3 px-4 py-1 hover:bg-hover"
        onPointerEnter={() => setActive(true)}
        onPointerLeave={() => setActive(false)}
        onFocus={() => setActive(true)}
        onBlur={({ currentTarget, relatedTarget }) => setActive(currentTarget.contains(relatedTarget))}
      >
        <span
          className={`break-anywhere text-xs text-ink-faint ${INDENTS[Math.min(depth, INDENTS.length - 1)]}`}
          title={path}
        >
          {visibleText(name)}
        </span>
        {children.length === 0 && (
          <span
            className="break-anywhere min-w-0 whitespace-pre-wrap font-mono text-[12.5px] outline-offset-[-1px]"
            // biome-ignore lint/a11y/noNoninteractiveTabindex: the buttons of the field come up when it has the focus
            tabIndex={0}
          >
            <LogText text={isCut ? text.slice(0, MOST_SHOWN) : text} />
            {isCut && (
              <button
                type="button"
                className="ms-1 font-sans text-xs text-accent underline"
                onClick={() => setWhole(true)}
              >
                {words.more}
              </button>
            )}
          </span>
        )}
        {isActive && children.length === 0 && <FieldActions node={node} text={text} onFilter={onFilter} />}
      </div>
      {children.length > 0 && (
        <ul>
          {children.map((child) => (
            <FieldRow key={child.path} node={child} depth={depth + 1} onFilter={onFilter} />
          ))}
        </ul>
      )}
    </li>
  );
});

interface FieldActionsProps extends Omit<FieldRowProps, 'depth'> {
  text: string;
}

function FieldActions({ node: { name, path, value }, text, onFilter }: FieldActionsProps) {
  const [{ q }, change] = useScreenState();
  const { columns, setColumns } = useColumns();
  const canFilter = (typeof value !== 'object' || value === null) && text !== '' && value !== null;
  const button = (label: string, Icon: typeof Plus, onClick: () => void) => (
    <IconButton className={SMALL} label={label} icon={<Icon size={14} aria-hidden />} onClick={onClick} />
  );
  return (
    <div className="absolute end-3 top-0 z-10 flex -translate-y-0.5 rounded-md border border-line bg-raised px-0.5 shadow-float">
      {canFilter && button(words.filterFor(name), Plus, () => onFilter(path, text, false))}
      {canFilter && button(words.filterOut(name), Minus, () => onFilter(path, text, true))}
      {button(words.exists(name), Sparkle, () => change({ q: combine(q, `${quoteField(path)}:*`) }))}
      {button(words.addColumn(name), Columns3, () => setColumns(addColumn(columns, path)))}
      <CopyButton
        className={SMALL}
        label={words.copyPath(name)}
        icon={<TextCursorInput size={14} aria-hidden />}
        text={() => path}
      />
      <CopyButton
        className={SMALL}
        label={words.copyValue(name)}
        icon={<Copy size={14} aria-hidden />}
        text={() => text}
      />
    </div>
  );
}
