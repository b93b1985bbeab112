import type { ReactNode } from 'react';
import { CATEGORIES, type Category, type LogRecord } from '../../../../core/record.ts';
import { type ExplainAnswer, useExplanation } from '../../api/record.ts';
import { formatShare, formatWeight } from '../../lib/format-number.ts';
import { lightTerms } from '../../lib/light-terms.ts';
import { visibleText } from '../../lib/visible-text.ts';
import { strings } from '../../strings/catalogue.ts';
import { ErrorState } from '../kit/states.tsx';
import { LogText } from '../log-text.tsx';
import { CATEGORY_COLOURS, CategoryTag } from '../tags.tsx';
import { LoadingLines } from './context-tab.tsx';

const words = strings.details.explain;
/** The classifier reads no further. */
const MOST_READ = 2_000;

/** Why the log has its category. */
export function ExplainTab({ record }: { record: LogRecord }) {
  const { data, error, refetch } = useExplanation(record.id);
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <LoadingLines />;
  const { category, confidence, terms, stored, model_version } = data;
  return (
    <div className="flex min-h-0 grow flex-col gap-5 overflow-auto p-4">
      {stored.category !== category && (
        <p className="rounded-lg bg-caution-soft px-3 py-2 text-[13px] text-caution">
          {words.changed(stored.category, formatShare(stored.confidence), stored.model_version)}
        </p>
      )}
      <Section title={words.categories}>
        <Scores scores={data.scores} chosen={category} />
      </Section>
      <Section title={words.message}>
        <p className="break-anywhere whitespace-pre-wrap rounded-lg border border-line bg-sunken p-3 font-mono text-[12.5px] leading-relaxed">
          <LogText text={record.message.slice(0, MOST_READ)} marks={lightTerms(record.message, terms)} />
        </p>
      </Section>
      <Section title={words.terms}>
        <Terms terms={terms} category={category} />
      </Section>
      <p className="flex items-center gap-2 text-xs text-ink-faint">
        <CategoryTag category={category} confidence={confidence} />
        {words.model(model_version)}
      </p>
    </div>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-2 text-xs font-semibold text-ink-soft">{title}</h3>
      {children}
    </section>
  );
}

function Scores({ scores, chosen }: { scores: ExplainAnswer['scores']; chosen: Category }) {
  const sorted = CATEGORIES.toSorted((a, b) => scores[b] - scores[a]);
  return (
    <ul className="flex flex-col gap-1.5">
      {sorted.map((category) => (
        <li key={category} className="grid grid-cols-[6.5rem_1fr_3.5rem] items-center gap-3 text-[13px]">
          <span className={category === chosen ? 'font-semibold' : 'text-ink-soft'}>{category}</span>
          <span aria-hidden className="h-2 overflow-hidden rounded-full bg-sunken">
            <span
              className="block h-full rounded-full"
              style={{ width: `${scores[category] * 100}%`, background: CATEGORY_COLOURS[category] }}
            />
          </span>
          <span className="text-end text-xs tabular-nums text-ink-soft">{formatShare(scores[category])}</span>
        </li>
      ))}
    </ul>
  );
}

/** Bars to the right for the category, to the left against it. */
function Terms({ terms, category }: { terms: ExplainAnswer['terms']; category: Category }) {
  if (terms.length === 0) return <p className="text-[13px] text-ink-soft">{words.noTerms}</p>;
  const most = Math.max(...terms.map(({ weight }) => Math.abs(weight)), Number.MIN_VALUE);
  return (
    <ul className="flex flex-col gap-0.5">
      {terms.map(({ term, weight }) => {
        const isFor = weight >= 0;
        return (
          <li key={term} className="grid grid-cols-[minmax(0,10rem)_1fr_3.5rem] items-center gap-3">
            <span className="truncate font-mono text-xs" title={visibleText(term)}>
              {visibleText(term)}
            </span>
            <span aria-hidden className="relative h-3">
              <span className="absolute inset-y-0 left-1/2 w-px bg-line-strong" />
              <span
                className={`absolute inset-y-0.5 rounded-xs ${isFor ? 'left-1/2 bg-good' : 'right-1/2 bg-bad'}`}
                style={{ width: `${(Math.abs(weight) / most) * 50}%` }}
              />
            </span>
            <span className={`text-end font-mono text-xs tabular-nums ${isFor ? 'text-good' : 'text-bad'}`}>
              {formatWeight(weight)}
              <span className="sr-only"> {isFor ? words.for(category) : words.against(category)}</span>
            </span>
          </li>
        );
      })}
    </ul>
  );
}
