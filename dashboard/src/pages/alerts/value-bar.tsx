import type { Alert } from '../../../../core/alert.ts';
import { formatAlertValue } from '../../lib/format-alert-value.ts';
import { strings } from '../../strings/catalogue.ts';
import { barOf } from './bar-of.ts';
import { isTest } from './is-test.ts';
import { TestTag } from './test-tag.tsx';

const words = strings.alerts.figures;

/** The value when the alert fired in figures, and as a bar on which the threshold is marked; a test has none. */
export function ValueBar({ alert }: { alert: Alert }) {
  const { value, threshold, unit } = alert;
  if (isTest(alert)) return <TestTag />;
  const bar = barOf(value, threshold);
  return (
    <span className="block w-36 max-w-full">
      <span className="flex justify-between gap-2 text-xs tabular-nums">
        <span className="font-semibold">{formatAlertValue(value, unit)}</span>
        <span className="text-ink-faint">{formatAlertValue(threshold, unit)}</span>
      </span>
      <span aria-hidden className="relative mt-1 block h-1.5 rounded-full bg-sunken">
        <span className="absolute inset-y-0 start-0 rounded-full bg-accent" style={{ width: `${bar.value}%` }} />
        <span className="absolute -inset-y-0.5 w-0.5 bg-bad" style={{ insetInlineStart: `${bar.threshold}%` }} />
      </span>
      <span className="mt-1 flex justify-between gap-2 text-[11px] text-ink-faint">
        <span>{words.fired}</span>
        <span>{words.threshold}</span>
      </span>
    </span>
  );
}
