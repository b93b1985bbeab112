import type { Alert } from '../../../../core/alert.ts';
import { useRuleOf } from '../../api/alert-rules.ts';
import { formatAlertValue } from '../../lib/format-alert-value.ts';
import { strings } from '../../strings/catalogue.ts';
import { type AlertReadings, readingsOf } from './alert-readings.ts';
import { timesOf } from './times-of.ts';
import type { AlertWindows } from './use-alert-windows.ts';

const words = strings.alerts.figures;

/** What is known of the values of an alert; of a silence its length. */
function useReadings(alert: Alert, { line, windows, now }: AlertWindows): AlertReadings {
  const isSilence = useRuleOf(alert).rule?.condition.type === 'absence';
  if (isSilence) {
    const [from, to] = timesOf(alert, now).alert;
    const length = Math.max(alert.value, to - from);
    return alert.ended_at === null ? { peak: null, latest: length } : { peak: length, latest: null };
  }
  return line && windows ? readingsOf(alert, line, windows, now) : { peak: null, latest: null };
}

/** How bad it is: the value when it fired, by now and at its worst, beside the threshold. */
export function AlertFigures({ alert, seen }: { alert: Alert; seen: AlertWindows }) {
  const { peak, latest } = useReadings(alert, seen);
  const worst = seen.line?.op.startsWith('<') ? 'lowest' : 'peak';
  const figures = [
    ['fired', alert.value, 'text-ink'],
    ['latest', latest, 'text-ink'],
    [worst, peak, 'text-bad'],
    ['threshold', alert.threshold, 'text-ink-soft'],
  ] as const;
  return (
    <dl className="flex flex-wrap gap-x-6 gap-y-2 tabular-nums sm:gap-x-8">
      {figures.map(
        ([name, value, look]) =>
          value !== null && (
            <div key={name}>
              <dt className="text-xs text-ink-soft">{words[name]}</dt>
              <dd className={`text-base font-semibold sm:text-lg ${look}`}>{formatAlertValue(value, alert.unit)}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
