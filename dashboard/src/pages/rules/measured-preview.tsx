import type { WindowsQuestion } from '../../api/rule-windows.ts';
import { mostWindows, UNITS, useWindowValues, type WindowMeasure } from '../../api/window-values.ts';
import { EmptyState, Skeleton } from '../../components/kit/states.tsx';
import { measureCaption } from '../../components/window-chart/measure-caption.ts';
import { WindowChart } from '../../components/window-chart/window-chart.tsx';
import { formatAlertValue } from '../../lib/format-alert-value.ts';
import { formatCount } from '../../lib/format-number.ts';
import { strings } from '../../strings/catalogue.ts';
import { Firings } from './firings.tsx';
import { PreviewFault } from './preview-fault.tsx';
import type { RuleDraft } from './rule-draft.ts';
import { crossesOf, thresholdOf, valuesQuestion } from './rule-preview.ts';

const words = strings.rules.preview;

interface MeasuredProps {
  draft: RuleDraft;
  question: WindowsQuestion;
  measure: WindowMeasure;
}

/** What the rule would have judged in each window, where that is no number of logs: in the newest, where each has to be asked for. */
export function MeasuredPreview({ draft, question, measure }: MeasuredProps) {
  const most = mostWindows(measure);
  const { data, error, isPlaceholderData } = useWindowValues(
    valuesQuestion(question, measure, measure.kind === 'share' ? Number.MAX_SAFE_INTEGER : most),
  );
  if (error) return <PreviewFault error={error} />;
  if (!data || isPlaceholderData) return <Skeleton className="h-60 w-full" />;
  const values = data.map(({ value }) => value);
  if (values.every((value) => value === null)) return <EmptyState title={strings.alerts.noValues} />;
  const unit = draft.type === 'absence' ? 'logs' : UNITS[draft.type];
  const threshold = thresholdOf(draft);
  const caption = measureCaption(measure, question.window);
  const highest = formatAlertValue(Math.max(...values.map((value) => value ?? 0)), unit);
  const isCut = measure.kind !== 'share' && data.length === most;
  return (
    <>
      <p className="mb-1 text-xs text-ink-soft">
        {isCut ? `${caption}, ${words.onlyNewest(formatCount(most))}` : caption}
      </p>
      <WindowChart
        windows={data}
        unit={unit}
        label={words.measured(caption, highest)}
        threshold={
          threshold === null ? undefined : { value: threshold, says: words.line(formatAlertValue(threshold, unit)) }
        }
        crosses={crossesOf(draft)}
      />
      <Firings draft={draft} values={values} windows={isCut ? formatCount(most) : null} />
      {values.includes(null) && <p className="mt-2 text-xs text-ink-soft">{strings.alerts.tooFew}</p>}
    </>
  );
}
