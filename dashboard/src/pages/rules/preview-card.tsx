import { useMemo } from 'react';
import { Link } from 'react-router';
import { useWindows, wholeOf } from '../../api/rule-windows.ts';
import { Card } from '../../components/kit/card.tsx';
import { EmptyState, ErrorState, Skeleton } from '../../components/kit/states.tsx';
import { WindowChart } from '../../components/window-chart.tsx';
import { formatCount } from '../../lib/format-number.ts';
import { formatFull } from '../../lib/format-time.ts';
import { useLinkTo, useZone } from '../../lib/screen-state.ts';
import { useSettled } from '../../lib/use-settled.ts';
import { strings } from '../../strings/catalogue.ts';
import { GroupPreview } from './group-preview.tsx';
import type { RuleDraft } from './rule-draft.ts';
import { countFirings, groupFieldsOf, stretchesOf, thresholdInLogs } from './rule-preview.ts';

const words = strings.rules.preview;

function lineWords(threshold: number | null, isGrouped: boolean): string {
  if (threshold === null) return words.noLine;
  return isGrouped ? words.eachLine : words.line;
}

/** How often a rule without groups would have fired. */
function Firings({ draft, totals }: { draft: RuleDraft; totals: readonly number[] }) {
  const fired = countFirings(draft, totals);
  return <p className="mt-3 text-[13px] font-medium">{fired === null ? words.unknown : words.fired(fired)}</p>;
}

/** What the rule would have counted in the last day, in all and for each of its largest groups. */
export function PreviewCard({ draft }: { draft: RuleDraft }) {
  const [zone] = useZone();
  const linkTo = useLinkTo();
  const asked = useSettled(JSON.stringify([draft.query.trim(), draft.window.trim(), groupFieldsOf(draft)]));
  const { question, fields } = useMemo(() => {
    const [q, window, by] = JSON.parse(asked) as [string, string, string[]];
    return { question: { q, window, stretches: stretchesOf(window, Date.now()) }, fields: by };
  }, [asked]);
  const { data, error } = useWindows(question);
  const totals = data?.map((bucket) => bucket.total) ?? [];
  const total = totals.reduce((sum, count) => sum + count, 0);
  const threshold = thresholdInLogs(draft);
  const isGrouped = fields.length > 0;
  const isMeasurable = question.stretches.length > 0;
  const tick = (time: string | undefined): string => (time ? formatFull(time, zone).slice(0, 16) : '');
  return (
    <Card
      title={strings.rules.sections.preview}
      actions={
        isMeasurable && (
          <Link
            to={linkTo('/explorer', { q: question.q, ...wholeOf(question) })}
            className="text-[13px] font-medium text-accent hover:underline"
          >
            {words.showLogs}
          </Link>
        )
      }
    >
      {!data && !error && <Skeleton className="h-48 w-full" />}
      {error && <ErrorState error={error} />}
      {!error && data && total === 0 && <EmptyState title={isMeasurable ? words.empty : words.noWindow} />}
      {!error && data && total > 0 && (
        <>
          <WindowChart
            buckets={data}
            label={words.chart(formatCount(total))}
            {...(threshold !== null && !isGrouped && { threshold })}
            ends={[tick(data[0]?.time), tick(data.at(-1)?.time)]}
          />
          {!isGrouped && <Firings draft={draft} totals={totals} />}
          <p className="mt-2 text-xs text-ink-soft">
            {isGrouped ? words.saysAll : words.says} {lineWords(threshold, isGrouped)}
          </p>
          {isGrouped && <GroupPreview question={question} draft={draft} fields={fields} />}
        </>
      )}
    </Card>
  );
}
