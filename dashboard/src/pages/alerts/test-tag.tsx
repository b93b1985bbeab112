import { strings } from '../../strings/catalogue.ts';

/** Marks an alert that only tries the channels. */
export function TestTag() {
  return (
    <span className="self-start rounded-full border border-line px-2 text-xs font-medium text-ink-soft">
      {strings.alerts.test}
    </span>
  );
}
