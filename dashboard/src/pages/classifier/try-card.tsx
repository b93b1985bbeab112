import { Sparkles } from 'lucide-react';
import { useState } from 'react';
import { useClassify } from '../../api/classifier.ts';
import { ActionFault } from '../../components/action-fault.tsx';
import { Button } from '../../components/kit/button.tsx';
import { Card } from '../../components/kit/card.tsx';
import { Labelled } from '../../components/kit/field.tsx';
import { EmptyState } from '../../components/kit/states.tsx';
import { formatCount } from '../../lib/format-number.ts';
import { strings } from '../../strings/catalogue.ts';
import { Answer } from './answer.tsx';

const words = strings.classifier.try;
const MOST_LINES = 1_000;

/** A field for messages, and what the model makes of them. */
export function TryCard() {
  const [text, setText] = useState('');
  const { mutate, reset, data, error, isPending } = useClassify();
  const messages = text.split('\n').filter((line) => line.trim() !== '');
  const isTooMuch = messages.length > MOST_LINES;
  const canSend = messages.length > 0 && !isTooMuch && !isPending;
  const submit = (): void => {
    if (canSend) mutate(messages);
  };
  const takeExample = (example: string): void => {
    setText(example);
    mutate([example]);
  };
  return (
    <Card title={words.title}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Labelled label={words.label} fault={isTooMuch ? words.tooMany(formatCount(MOST_LINES)) : undefined}>
          <textarea
            value={text}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
            }}
            rows={3}
            spellCheck={false}
            placeholder={words.placeholder}
            className="block w-full resize-y rounded-md border border-line bg-surface px-2.5 py-2 font-mono text-[13px] font-normal text-ink placeholder:text-ink-faint hover:border-line-strong"
          />
        </Labelled>
        <div className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-2">
          <Button
            type="submit"
            look="primary"
            disabled={!canSend}
            isBusy={isPending}
            icon={<Sparkles size={14} aria-hidden />}
          >
            {words.submit}
          </Button>
          <span className="text-xs text-ink-soft">{words.hint}</span>
        </div>
      </form>
      <Examples onTake={takeExample} />
      <div aria-live="polite" className="mt-4 border-t border-line">
        {error && (
          <ActionFault error={error} says={`${words.failed} ${error.message}`} onClose={reset} className="mt-3" />
        )}
        {!data && !error && <EmptyState title={words.emptyTitle}>{words.emptyText}</EmptyState>}
        {data && !error && (
          <ol aria-label={words.results}>
            {data.map((answer, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the same message may stand there twice
              <Answer key={index} answer={answer} />
            ))}
          </ol>
        )}
      </div>
    </Card>
  );
}

function Examples({ onTake }: { onTake(example: string): void }) {
  return (
    <div className="mt-3">
      <p className="mb-1.5 text-xs font-medium text-ink-soft">{words.examples}</p>
      <ul className="flex flex-wrap gap-2">
        {strings.classifier.examples.map((example) => (
          <li key={example} className="min-w-0 max-w-full">
            <button
              type="button"
              onClick={() => onTake(example)}
              className="block max-w-full truncate rounded-md border border-line px-2 py-1 font-mono text-xs text-ink-soft transition-colors hover:border-line-strong hover:bg-hover hover:text-ink"
            >
              {example}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
