import { useMemo } from 'react';
import { Link } from 'react-router';
import type { TrendsAnswer } from '../../api/logs.ts';
import { useWindows, type WindowsQuestion, wholeOf } from '../../api/rule-windows.ts';
import { Card } from '../../components/kit/card.tsx';
import { EmptyState, Skeleton } from '../../components/kit/states.tsx';
import { WindowChart } from '../../components/window-chart/window-chart.tsx';
import { formatAlertValue } from '../../lib/format-alert-value.ts';
import { formatCount } from '../../lib/format-number.ts';
import { useLinkTo } from '../../lib/screen-state.ts';
import { useSettled } from '../../lib/use-settled.ts';
import { strings } from '../../strings/catalogue.ts';
import { Firings } from './firings.tsx';
import { GroupPreview } from './group-preview.tsx';
import { MeasuredPreview } from './measured-preview.tsx';
import { PreviewFault } from './preview-fault.tsx';
import type { RuleDraft } from './rule-draft.ts';
import { crossesOf, groupFieldsOf, measureOfDraft, stretchesOf, thresholdOf } from './rule-preview.ts';

const words = strings.rules.preview;

/** Why no threshold is among the bars of all logs. */
function noLineOf({ type }: RuleDraft, threshold: number | null): string {
  if (type === 'absence') return words.silence;
  return threshold === null ? words.noLine : words.eachLine;
}

interface DrawnProps {
  draft: RuleDraft;
  question: WindowsQuestion;
  fields: string[];
  buckets: TrendsAnswer['buckets'];
}

/** The counts of the day against the threshold; with groups, the threshold stands at each of them. */
function Drawn({ draft, question, fields, buckets }: DrawnProps) {
  const totals = buckets.map(({ total }) => total);
  const total = totals.reduce((sum, count) => sum + count, 0);
  const measure = measureOfDraft(draft);
  const threshold = thresholdOf(draft);
  const isGrouped = fields.length > 0;
  if (measure && !isGrouped) return <MeasuredPreview draft={draft} question={question} measure={measure} />;
  const line = threshold === null || isGrouped ? undefined : threshold;
  return (
    <>
      <p className="mb-1 text-xs text-ink-soft">
        {isGrouped ? words.captionAll(question.window) : words.caption(question.window)}
      </p>
      <WindowChart
        windows={buckets.map(({ time, total }) => ({ time, value: total }))}
        unit="logs"
        label={words.chart(formatCount(total))}
        threshold={line === undefined ? undefined : { value: line, says: words.line(formatAlertValue(line, 'logs')) }}
        crosses={isGrouped ? undefined : crossesOf(draft)}
      />
      {!isGrouped && <Firings draft={draft} values={totals} windows={null} />}
      {line === undefined && <p className="mt-2 text-xs text-ink-soft">{noLineOf(draft, threshold)}</p>}
      {isGrouped && <GroupPreview question={question} draft={draft} fields={fields} />}
    </>
  );
}

/** What is asked of the last day: not at each key that is pressed. */
function useAsked(draft: RuleDraft): { question: WindowsQuestion; fields: string[] } {
  const asked = useSettled(JSON.stringify([draft.query.trim(), draft.window.trim(), groupFieldsOf(draft)]));
  return useMemo(() => {
    const [q, window, fields] = JSON.parse(asked) as [string, string, string[]];
    return { question: { q, window, stretches: stretchesOf(window, Date.now()) }, fields };
  }, [asked]);
}

/** What the rule would have counted in the last day, in all and for each of its largest groups. */
export function PreviewCard({ draft }: { draft: RuleDraft }) {
  const linkTo = useLinkTo();
  const { question, fields } = useAsked(draft);
  const { data, error } = useWindows(question);
  const isMeasurable = question.stretches.length > 0;
  const isEmpty = data?.every(({ total }) => total === 0);
  const link = (
    <Link
      to={linkTo('/explorer', { q: question.q, ...wholeOf(question) })}
      className="text-[13px] font-medium text-accent hover:underline"
    >
      {words.showLogs}
    </Link>
  );
  return (
    <Card title={strings.rules.sections.preview} actions={isMeasurable && link}>
      {!data && !error && <Skeleton className={fields.length > 0 ? 'h-164 w-full' : 'h-60 w-full'} />}
      {error && <PreviewFault error={error} />}
      {!error && isEmpty && <EmptyState title={isMeasurable ? words.empty : words.noWindow} />}
      {!error && data && !isEmpty && <Drawn draft={draft} question={question} fields={fields} buckets={data} />}
    </Card>
  );
}
