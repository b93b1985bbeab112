import { Link } from 'react-router';
import { CATEGORIES } from '../../../../core/record.ts';
import { type StatsAnswer, useStats } from '../../api/logs.ts';
import { useAway } from '../../api/outage.ts';
import { Card } from '../../components/kit/card.tsx';
import { EmptyState, ErrorState, Skeleton } from '../../components/kit/states.tsx';
import { CATEGORY_COLOURS, CategoryTag } from '../../components/tags.tsx';
import { SURE_FROM, UNSURE_QUERY } from '../../lib/confidence.ts';
import { formatCount, formatShare } from '../../lib/format-number.ts';
import { filterTerm } from '../../lib/query-edit.ts';
import { useLinkTo, useScreenState } from '../../lib/screen-state.ts';
import { strings } from '../../strings/catalogue.ts';

const words = strings.classifier.seen;

function CategoryRows({ stats: { total, by_category } }: { stats: StatsAnswer }) {
  const linkTo = useLinkTo();
  return (
    <ul>
      {CATEGORIES.map((category) => {
        const count = by_category[category] ?? 0;
        const share = count / total;
        return (
          <li key={category}>
            <Link
              to={linkTo('/explorer', { q: filterTerm('category', category) })}
              title={words.open(category)}
              className="grid grid-cols-[7rem_minmax(0,1fr)_4.5rem_3.25rem] items-center gap-2 rounded-md py-1.5 text-[13px] hover:bg-hover"
            >
              <span className="flex">
                <CategoryTag category={category} />
              </span>
              <span className="h-2 rounded-full bg-sunken">
                <span
                  className="block h-full rounded-full"
                  style={{ width: `${share * 100}%`, background: CATEGORY_COLOURS[category] }}
                />
              </span>
              <span className="text-end tabular-nums">{formatCount(count)}</span>
              <span className="text-end tabular-nums text-ink-soft">{formatShare(share)}</span>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}

/** What the model said about the logs of the chosen time. */
export function SeenCard() {
  const [{ from, to }] = useScreenState();
  const linkTo = useLinkTo();
  const all = useStats({ q: '', from, to });
  const unsure = useStats({ q: UNSURE_QUERY, from, to });
  const away = useAway();
  const error = all.error ?? unsure.error;
  const stats = all.data;
  return (
    <Card title={words.title}>
      {!stats && error && <ErrorState error={error} onRetry={() => void all.refetch()} />}
      {!stats && !error && <Skeleton className="h-44" />}
      {stats?.total === 0 && <EmptyState title={words.empty}>{words.emptyText}</EmptyState>}
      {stats && stats.total > 0 && (
        <>
          <CategoryRows stats={stats} />
          <p className="mt-2 flex flex-wrap items-baseline justify-between gap-x-4 border-t border-line pt-3 text-[13px] text-ink-soft">
            {unsure.data
              ? words.unsureText(formatShare(unsure.data.total / stats.total), SURE_FROM)
              : unsure.error || away
                ? words.unsureUnknown
                : strings.common.loading}
            <Link to={linkTo('/explorer', { q: UNSURE_QUERY })} className="text-accent underline underline-offset-2">
              {words.open(words.unsureLogs)}
            </Link>
          </p>
        </>
      )}
    </Card>
  );
}
