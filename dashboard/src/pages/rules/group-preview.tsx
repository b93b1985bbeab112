import { Link } from 'react-router';
import {
  type GroupWindows,
  type TopGroups,
  useGroupWindows,
  type WindowsQuestion,
  wholeOf,
} from '../../api/rule-windows.ts';
import { Skeleton } from '../../components/kit/states.tsx';
import { topOf, WindowBars } from '../../components/window-chart/window-bars.tsx';
import { formatCount } from '../../lib/format-number.ts';
import { useLinkTo } from '../../lib/screen-state.ts';
import { visibleText } from '../../lib/visible-text.ts';
import { strings } from '../../strings/catalogue.ts';
import type { RuleDraft } from './rule-draft.ts';
import { countFirings, crossesOf, thresholdInLogs } from './rule-preview.ts';

const words = strings.rules.preview.groups;

const totalsOf = ({ buckets }: GroupWindows): number[] => buckets.map(({ total }) => total);
const mostOf = (group: GroupWindows): number => Math.max(0, ...totalsOf(group));
const formatThreshold = (threshold: number | null): string | null =>
  threshold === null ? null : formatCount(Math.round(threshold * 10) / 10);

function Fired({ times }: { times: number | null }) {
  if (times === null) return null;
  return times === 0 ? (
    <span className="text-ink-faint">{words.quiet}</span>
  ) : (
    <span className="font-semibold text-bad">{words.fired(times)}</span>
  );
}

interface GroupRowProps {
  group: GroupWindows;
  draft: RuleDraft;
  /** The highest of all groups: they share their scale. */
  most: number;
  range: { from: string; to: string };
}

function GroupRow({ group, draft, most, range }: GroupRowProps) {
  const linkTo = useLinkTo();
  const threshold = thresholdInLogs(draft);
  const totals = totalsOf(group);
  const name = visibleText(group.values.map(([, value]) => value).join(' · '));
  const title = visibleText(group.values.map(([field, value]) => `${field}: ${value}`).join(', '));
  const says = words.most(formatCount(mostOf(group)), formatThreshold(threshold));
  return (
    <li className="border-t border-line py-2">
      <div className="flex items-baseline justify-between gap-3 text-[13px]">
        <Link
          to={linkTo('/explorer', { q: group.q, ...range })}
          title={`${title}\n${words.show(name)}`}
          className="min-w-0 truncate font-medium hover:underline"
        >
          {name}
        </Link>
        <span className="shrink-0 text-xs">
          <Fired times={countFirings(draft, totals)} />
        </span>
      </div>
      <WindowBars
        windows={group.buckets.map(({ time, total }) => ({ time, value: total }))}
        label={`${title}: ${says}`}
        most={most}
        threshold={threshold ?? undefined}
        crosses={crossesOf(draft)}
      />
      <p className="mt-1 text-xs text-ink-soft tabular-nums">{says}</p>
    </li>
  );
}

function titleOf({ groups, cardinality }: TopGroups): string {
  if (cardinality === 1) return words.one;
  return words.title(formatCount(groups.length), cardinality === null ? null : formatCount(cardinality));
}

/** How many of the groups would have fired; null where that cannot be told. */
function firedIn(groups: readonly GroupWindows[], draft: RuleDraft): number | null {
  const times = groups.map((group) => countFirings(draft, totalsOf(group)));
  return times.includes(null) ? null : times.filter((count) => count !== 0).length;
}

/** The largest groups of a rule, each with its counts against the threshold. */
export function GroupPreview({
  question,
  draft,
  fields,
}: {
  question: WindowsQuestion;
  draft: RuleDraft;
  fields: string[];
}) {
  const { data, error } = useGroupWindows(question, fields);
  if (error) return <p className="mt-3 text-[13px] text-bad">{words.failed(error.message)}</p>;
  if (!data) return <Skeleton className="mt-4 h-100 w-full" />;
  const groups = data.groups.toSorted((one, other) => mostOf(other) - mostOf(one));
  if (groups.length === 0) return <p className="mt-3 text-[13px] text-ink-soft">{words.none}</p>;
  const most = topOf(groups.flatMap(totalsOf), thresholdInLogs(draft) ?? 0);
  const fired = firedIn(groups, draft);
  const range = wholeOf(question);
  return (
    <section aria-label={titleOf(data)} className="mt-4">
      <h3 className="mb-1 text-[13px] font-semibold text-ink-soft">{titleOf(data)}</h3>
      <ul>
        {groups.map((group) => (
          <GroupRow key={group.q} group={group} draft={draft} most={most} range={range} />
        ))}
      </ul>
      {fired !== null && <p className="mt-1 text-[13px] font-medium">{words.firedIn(fired, groups.length)}</p>}
    </section>
  );
}
