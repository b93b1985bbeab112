import { Card } from '../../components/kit/card.tsx';
import { Skeleton } from '../../components/kit/states.tsx';
import { formatCount } from '../../lib/format-number.ts';
import { strings } from '../../strings/catalogue.ts';

const words = strings.pipeline;
const ORDER = ['accepted', 'stored', 'dead_lettered', 'in_flight', 'unaccounted'] as const;
/** What all that was accepted is divided into. */
const PARTS = [
  ['stored', 'var(--good)'],
  ['in_flight', 'var(--series-1)'],
  ['dead_lettered', 'var(--caution)'],
  ['unaccounted', 'var(--bad)'],
] as const;

/** The parts as one bar; a part that is not empty can be seen however small it is. */
function LedgerBar({ ledger }: { ledger: Readonly<Record<string, number>> }) {
  return (
    <div aria-hidden className="mb-3 flex h-1.5 gap-px overflow-hidden rounded-full bg-sunken">
      {PARTS.map(([name, colour]) => {
        const count = ledger[name] ?? 0;
        return count > 0 && <span key={name} className="min-w-1" style={{ flexGrow: count, background: colour }} />;
      })}
    </div>
  );
}

/** What became of every accepted log, in numbers and in a sentence. */
export function LedgerCard({ ledger }: { ledger: Readonly<Record<string, number>> | undefined }) {
  const isWhole = ledger?.unaccounted === 0;
  return (
    <Card title={words.ledger}>
      {!ledger && <Skeleton className="h-20" />}
      {ledger && (
        <>
          <LedgerBar ledger={ledger} />
          <dl className="grid grid-cols-2 gap-4 sm:grid-cols-5">
            {ORDER.map((name) => (
              <div key={name} className="flex flex-col-reverse justify-end">
                <dt className="text-xs text-ink-faint">{words.counts[name]}</dt>
                <dd className={`text-xl font-semibold ${name === 'unaccounted' && !isWhole ? 'text-bad' : ''}`}>
                  {formatCount(ledger[name] ?? 0)}
                </dd>
              </div>
            ))}
          </dl>
          <p className={`mt-3 text-[13px] ${isWhole ? 'text-good' : 'text-bad'}`}>
            {isWhole ? words.allThere : words.missing}
          </p>
        </>
      )}
    </Card>
  );
}
