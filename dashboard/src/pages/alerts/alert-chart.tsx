import { Link } from 'react-router';
import type { Alert } from '../../../../core/alert.ts';
import { Card } from '../../components/kit/card.tsx';
import { EmptyState, ErrorState, Skeleton } from '../../components/kit/states.tsx';
import { measureCaption } from '../../components/window-chart/measure-caption.ts';
import { WindowChart } from '../../components/window-chart/window-chart.tsx';
import { crossesThreshold } from '../../lib/crosses-threshold.ts';
import { formatAlertValue } from '../../lib/format-alert-value.ts';
import { formatFull, formatMinute } from '../../lib/format-time.ts';
import { useLinkTo, useZone } from '../../lib/screen-state.ts';
import { absoluteRange } from '../../lib/time-range.ts';
import { strings } from '../../strings/catalogue.ts';
import type { AlertLine } from './alert-line.ts';
import { timesOf } from './times-of.ts';
import type { AlertWindows } from './use-alert-windows.ts';

const words = strings.alerts;

interface ChartProps {
  alert: Alert;
  seen: AlertWindows;
}

/** What a bar says. */
function captionOf(line: AlertLine | null, unit: Alert['unit']): string {
  if (!line) return words.captions.matching;
  const { measure, window } = line;
  if (!measure) return words.captions[unit === 'logs/s' ? 'rate' : 'count'](window);
  return measureCaption(measure, window);
}

function Drawn({ alert, seen: { line, shown, now, windows = [] } }: ChartProps) {
  const [zone] = useZone();
  const unit = line ? alert.unit : 'logs';
  const [from, to] = timesOf(alert, now).alert;
  const caption = captionOf(line, unit);
  const highest = Math.max(...windows.map(({ value }) => value ?? 0));
  const threshold = formatAlertValue(alert.threshold, alert.unit);
  const isPartial = line?.measure !== null && windows.some(({ value }) => value === null);
  return (
    <>
      <WindowChart
        windows={windows}
        unit={unit}
        label={words.chartSays(
          caption,
          ...(shown.map((time) => formatFull(time, zone).slice(0, 16)) as [string, string]),
          formatAlertValue(highest, unit),
          line && threshold,
        )}
        marked={{ from, to, says: words.firedAt(formatMinute(from, zone, now)) }}
        threshold={line ? { value: alert.threshold, says: words.thresholdOf(threshold) } : undefined}
        crosses={line ? crossesThreshold(line.op, alert.threshold) : undefined}
      />
      {(isPartial || !line) && <p className="mt-2 text-xs text-ink-soft">{line ? words.tooFew : words.noLine}</p>}
    </>
  );
}

/** What the rule saw around the alert, window by window, against its threshold. */
export function AlertChart({ alert, seen }: ChartProps) {
  const linkTo = useLinkTo();
  const { line, windows, error, now } = seen;
  const { shown } = timesOf(alert, now);
  const link = (
    <Link
      to={linkTo('/explorer', { q: alert.query, ...absoluteRange(...shown) })}
      className="text-[13px] font-medium text-accent hover:underline"
    >
      {words.showLogs}
    </Link>
  );
  const measure = line?.measure ?? null;
  const isEmpty = windows?.every(({ value }) => value === null || (measure === null && value === 0));
  return (
    <Card title={captionOf(line, alert.unit)} actions={link}>
      {error && !windows && <ErrorState error={error} />}
      {!error && !windows && <Skeleton className="h-52 w-full" />}
      {windows && isEmpty && <EmptyState title={measure ? words.noValues : words.noLogs} />}
      {windows && !isEmpty && <Drawn alert={alert} seen={seen} />}
    </Card>
  );
}
