import type { TimelineEntry } from '../../../../core/alert.ts';
import { strings } from '../../strings/catalogue.ts';

const OUTCOMES = strings.alerts.outcome;

/** What an entry of the timeline adds; how telling somebody ended in the same words as everywhere. */
export function wordEntry({ action, text }: Pick<TimelineEntry, 'action' | 'text'>): string | undefined {
  if (action !== 'notified') return text;
  return text?.replace(
    /\b(delivered|refused|retrying|unknown)$/,
    (status) => OUTCOMES[status as keyof typeof OUTCOMES],
  );
}
