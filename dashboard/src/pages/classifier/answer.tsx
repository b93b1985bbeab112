import { CATEGORIES, type Category } from '../../../../core/record.ts';
import type { Classified } from '../../api/classifier.ts';
import { LogText } from '../../components/log-text.tsx';
import { CATEGORY_COLOURS, CategoryTag } from '../../components/tags.tsx';
import { isSure } from '../../lib/confidence.ts';
import { formatShare, formatWeight } from '../../lib/format-number.ts';
import { lightTerms } from '../../lib/light-terms.ts';
import { strings } from '../../strings/catalogue.ts';

const words = strings.classifier.try;
const FIRST_TERMS = 6;

/** A message as text, with what decided about it lit. */
function LitMessage({ answer: { message, terms } }: { answer: Classified }) {
  return (
    <p className="whitespace-pre-wrap break-words font-mono text-[13px] leading-6">
      <LogText text={message} marks={lightTerms(message, terms)} />
    </p>
  );
}

function Scores({ scores }: { scores: Classified['scores'] }) {
  const sorted = [...CATEGORIES].sort((a, b) => scores[b] - scores[a]);
  return (
    <ul aria-label={words.scores} className="flex flex-col gap-1.5">
      {sorted.map((category: Category) => (
        <li key={category} className="grid grid-cols-[6rem_1fr_3.25rem] items-center gap-2 text-xs">
          <span>{category}</span>
          <span className="h-2 overflow-hidden rounded-full bg-sunken">
            <span
              className="block h-full rounded-full"
              style={{ width: `${scores[category] * 100}%`, background: CATEGORY_COLOURS[category] }}
            />
          </span>
          <span className="text-end tabular-nums text-ink-soft">{formatShare(scores[category])}</span>
        </li>
      ))}
    </ul>
  );
}

function TermList({ terms }: Pick<Classified, 'terms'>) {
  return (
    <ul className="flex flex-col gap-0.5 text-xs">
      {terms.map(({ term, weight }) => (
        <li key={term} className="flex items-baseline gap-2">
          <span className="min-w-0 grow truncate font-mono">{term}</span>
          <span className="text-ink-soft">{weight < 0 ? words.speaksAgainst : words.speaksFor}</span>
          <span className="w-12 text-end tabular-nums">{formatWeight(weight)}</span>
        </li>
      ))}
    </ul>
  );
}

/** What was read in a line that is more than its message. */
function ReadAs({ answer: { format, level, service } }: { answer: Classified }) {
  if (format === 'unknown') return null;
  const facts = [
    [words.level, level],
    [words.service, service],
  ] as const;
  return (
    <p className="mb-1 text-xs text-ink-soft">
      {words.readAs(format)}
      {facts.map(([name, value]) => value && ` · ${name} ${value}`)}
    </p>
  );
}

/** What the model makes of one message, and why. */
export function Answer({ answer }: { answer: Classified }) {
  const { category, confidence, scores, terms } = answer;
  return (
    <li className="border-b border-line py-4 last:border-b-0 last:pb-0">
      <div className="mb-2 flex flex-wrap items-center gap-2 text-[13px]">
        <CategoryTag category={category} confidence={confidence} />
        <span className="font-semibold tabular-nums">{words.confidence(formatShare(confidence))}</span>
        {!isSure(confidence) && <span className="text-ink-soft">({words.unsure})</span>}
      </div>
      <ReadAs answer={answer} />
      <LitMessage answer={answer} />
      <div className="mt-3 grid gap-x-8 gap-y-3 md:grid-cols-2">
        <div>
          <p className="mb-1.5 text-xs font-medium text-ink-soft">{words.scores}</p>
          <Scores scores={scores} />
        </div>
        <div>
          <p className="mb-1.5 text-xs font-medium text-ink-soft">{words.terms}</p>
          {terms.length === 0 && <p className="text-xs text-ink-soft">{words.noTerms}</p>}
          <TermList terms={terms.slice(0, FIRST_TERMS)} />
          {terms.length > FIRST_TERMS && (
            <details className="mt-1 text-xs">
              <summary className="py-1 text-accent">{words.allTerms(terms.length)}</summary>
              <TermList terms={terms.slice(FIRST_TERMS)} />
            </details>
          )}
          {terms.length > 0 && <p className="mt-1.5 text-xs text-ink-soft">{words.lit}</p>}
        </div>
      </div>
    </li>
  );
}
