import { Link } from 'react-router';
import {
  type GroupWindows,
  type TopGroups,
  useGroupWindows,
  type WindowsQuestion,
  wholeOf,
} from '../../api/rule-windows.ts';
import { UNITS, useWindowValues, type WindowMeasure } from '../../api/window-values.ts';
import { Skeleton } from '../../components/kit/states.tsx';
import type { ChartWindow } from '../../components/window-chart/join-windows.ts';
import { measureCaption } from '../../components/window-chart/measure-caption.ts';
import { topOf, WindowBars } from '../../components/window-chart/window-bars.tsx';
import { formatAlertValue } from '../../lib/format-alert-value.ts';
import { formatCount } from '../../lib/format-number.ts';
import { useLinkTo } from '../../lib/screen-state.ts';
import { visibleText } from '../../lib/visible-text.ts';
import { strings } from '../../strings/catalogue.ts';
import type { RuleDraft } from './rule-draft.ts';
import { countFirings, crossesOf, measureOfDraft, thresholdOf, valuesQuestion } from './rule-preview.ts';

const previewWords = strings.rules.preview;
const words = previewWords.groups;

const totalsOf = ({ buckets }: GroupWindows): number[] => buckets.map(({ total }) => total);
const mostOf = (group: GroupWindows): number => Math.max(0, ...totalsOf(group));
/** Each window of each group is asked for by itself there. */
const MOST_ASKED = 12;

/** What stands for each window of a group: its logs, or what the rule judges of them; undefined until that is there. */
function useGroupValues({ group, draft, question }: Omit<GroupRowProps, 'most' | 'range'>): ChartWindow[] | undefined {
  const measure = measureOfDraft(draft) ?? null;
  const most = measure?.kind === 'share' ? Number.MAX_SAFE_INTEGER : MOST_ASKED;
  const measured = useWindowValues(measure && valuesQuestion({ ...question, q: group.q }, measure, most));
  if (measure) return measured.isPlaceholderData ? undefined : measured.data;
  return group.buckets.map(({ time, total }) => ({ time, value: total }));
}

/** A value beside a group: what it counts is said above. */
function formatValue(value: number, draft: RuleDraft): string {
  if (draft.type !== 'absence' && measureOfDraft(draft)) return formatAlertValue(value, UNITS[draft.type]);
  return formatCount(Math.round(value * 10) / 10);
}

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
  question: WindowsQuestion;
  /** The most logs of all groups: they share their scale. */
  most: number;
  range: { from: string; to: string };
}

function GroupRow({ group, draft, question, most, range }: GroupRowProps) {
  const linkTo = useLinkTo();
  const threshold = thresholdOf(draft);
  const windows = useGroupValues({ group, draft, question });
  const values = windows?.map(({ value }) => value) ?? [];
  const highest = Math.max(0, ...values.map((value) => value ?? 0));
  const name = visibleText(group.values.map(([, value]) => value).join(' · '));
  const title = visibleText(group.values.map(([field, value]) => `${field}: ${value}`).join(', '));
  const isJudged = values.some((value) => value !== null);
  const says = isJudged
    ? words.most(formatValue(highest, draft), threshold === null ? null : formatValue(threshold, draft))
    : words.unjudged;
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
          <Fired times={isJudged ? countFirings(draft, values) : null} />
        </span>
      </div>
      {windows ? (
        <>
          <WindowBars
            windows={windows}
            label={`${title}: ${says}`}
            most={measureOfDraft(draft) ? Math.max(highest, (threshold ?? 0) * 1.1) || 1 : most}
            threshold={threshold ?? undefined}
            crosses={crossesOf(draft)}
          />
          <p className="mt-1 text-xs text-ink-soft tabular-nums">{says}</p>
        </>
      ) : (
        <Skeleton className="h-14 w-full" />
      )}
    </li>
  );
}

/** What the bars of a group are, where they are no logs. */
function captionOf(measure: WindowMeasure, window: string): string {
  const caption = measureCaption(measure, window);
  return measure.kind === 'share' ? caption : `${caption}, ${previewWords.onlyNewest(formatCount(MOST_ASKED))}`;
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
  const most = topOf(groups.flatMap(totalsOf), thresholdOf(draft) ?? 0);
  const measure = measureOfDraft(draft) ?? null;
  const fired = measure ? null : firedIn(groups, draft);
  const range = wholeOf(question);
  return (
    <section aria-label={titleOf(data)} className="mt-4">
      <h3 className="mb-1 text-[13px] font-semibold text-ink-soft">{titleOf(data)}</h3>
      {measure && <p className="mb-1 text-xs text-ink-soft">{captionOf(measure, question.window)}</p>}
      <ul>
        {groups.map((group) => (
          <GroupRow key={group.q} group={group} draft={draft} question={question} most={most} range={range} />
        ))}
      </ul>
      {fired !== null && <p className="mt-1 text-[13px] font-medium">{words.firedIn(fired, groups.length)}</p>}
    </section>
  );
}
