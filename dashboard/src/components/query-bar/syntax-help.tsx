import { CircleQuestionMark } from 'lucide-react';
import { strings } from '../../strings/catalogue.ts';
import { IconButton } from '../kit/button.tsx';
import { Popover } from '../kit/popover.tsx';

const { open, title, examples, keys } = strings.explorer.syntax;

/** What a query can say, by examples. */
export function SyntaxHelp() {
  return (
    <Popover
      align="end"
      className="w-112"
      opener={(attributes) => (
        <IconButton
          label={open}
          className="my-1 size-7!"
          icon={<CircleQuestionMark size={15} aria-hidden />}
          {...attributes}
        />
      )}
    >
      <h2 className="mb-2 text-[13px] font-semibold">{title}</h2>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5 text-[13px]">
        {examples.map(([query, meaning]) => (
          <div key={query} className="contents">
            <dt className="break-anywhere font-mono text-[12.5px] text-accent">{query}</dt>
            <dd className="text-ink-soft">{meaning}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-3 border-t border-line pt-2 text-xs text-ink-faint">{keys}</p>
    </Popover>
  );
}
