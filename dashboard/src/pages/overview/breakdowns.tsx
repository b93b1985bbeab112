import type { Category, Level } from '../../../../core/record.ts';
import type { StatsAnswer } from '../../api/logs.ts';
import { CategoryTag, LevelTag } from '../../components/tags.tsx';
import { addFilter } from '../../lib/query-edit.ts';
import { useLinkTo } from '../../lib/screen-state.ts';
import { strings } from '../../strings/catalogue.ts';
import { buildRows, type Row } from './build-rows.ts';
import { CategoryDonut } from './category-donut.tsx';
import { ResponseTimes } from './response-times.tsx';
import { ShareTable } from './share-table.tsx';
import { StatusClasses } from './status-classes.tsx';

const words = strings.overview;

interface BreakdownsProps {
  stats: StatsAnswer | undefined;
  /** Of the period before. */
  former: StatsAnswer | undefined;
  errors: StatsAnswer | undefined;
  q: string;
}

/** The largest of some counts, as rows. */
type RowsOf = (counts: (stats: StatsAnswer) => Parameters<typeof buildRows>[0]) => Row[] | undefined;

const THIRD = 'xl:col-span-4';

/** The logs divided by everything that is counted of them; cards with about as many rows stand side by side. */
export function Breakdowns({ stats, former, errors, q }: BreakdownsProps) {
  const linkTo = useLinkTo();
  const rowsOf: RowsOf = (counts) => stats && buildRows(counts(stats), stats.total);
  const categories = rowsOf((each) => each.by_category as Record<string, number>);
  const linkOf = (category: string): string => linkTo('/explorer', { q: addFilter(q, 'category', category) });
  return (
    <div className="grid gap-4 lg:grid-cols-2 xl:grid-cols-12">
      <ShareTable
        title={words.services}
        q={q}
        field="service"
        rows={rowsOf((each) => each.by_service)}
        errors={errors?.by_service}
        className={`lg:col-span-2 ${THIRD}`}
      />
      <ShareTable
        title={words.categories}
        q={q}
        field="category"
        rows={categories}
        show={(value) => <CategoryTag category={value as Category} />}
        className="lg:col-span-2 xl:col-span-5 2xl:col-span-4"
      >
        <CategoryDonut rows={categories ?? []} linkOf={linkOf} />
      </ShareTable>
      <ShareTable
        title={words.levels}
        q={q}
        field="level"
        rows={rowsOf((each) => each.by_level as Record<string, number>)}
        show={(value) => <LevelTag level={value as Level} />}
        className="xl:col-span-3 2xl:col-span-4"
      />
      <ShareTable
        title={words.methods}
        q={q}
        field="method"
        rows={rowsOf((each) => each.by_method)}
        className={`${THIRD} xl:order-1`}
      />
      <Requests stats={stats} former={former} q={q} />
      <Longer rowsOf={rowsOf} q={q} />
    </div>
  );
}

/** How long requests took, and how they were answered. */
function Requests({ stats, former, q }: Omit<BreakdownsProps, 'errors'>) {
  return (
    <div className="grid gap-4 lg:col-span-2 xl:col-span-12 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)] 2xl:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
      <ResponseTimes times={stats?.response_time} former={former?.response_time} q={q} />
      <StatusClasses stats={stats} q={q} />
    </div>
  );
}

/** What mostly has more values than are shown. */
function Longer({ rowsOf, q }: { rowsOf: RowsOf; q: string }) {
  return (
    <>
      <ShareTable
        title={words.endpoints}
        q={q}
        field="endpoint"
        rows={rowsOf((each) => each.top_endpoints)}
        className={THIRD}
      />
      <ShareTable
        title={words.statusCodes}
        q={q}
        field="status_code"
        rows={rowsOf((each) => each.by_status_code)}
        className={THIRD}
      />
      <ShareTable title={words.ips} q={q} field="ip_address" rows={rowsOf((each) => each.top_ips)} className={THIRD} />
      <ShareTable
        title={words.userAgents}
        q={q}
        field="user_agent"
        rows={rowsOf((each) => each.top_user_agents)}
        className="xl:order-1 xl:col-span-8"
      />
    </>
  );
}
