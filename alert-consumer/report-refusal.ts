import { createHash } from 'node:crypto';
import type { AlertEvent } from '../core/alert.ts';
import { formatTime } from '../core/time.ts';
import { CHANNEL_REFUSED_RULE } from './message.ts';

const HOUR_MS = 3_600_000;

/** What the other channels are told when one refuses for good: at most one event an hour for each channel, by its id. */
export function reportRefusal(
  channel: string,
  reason: string,
  refused: readonly AlertEvent[],
  now: number,
): AlertEvent {
  const hour = Math.floor(now / HOUR_MS);
  const id = createHash('sha256').update(`${CHANNEL_REFUSED_RULE}|${channel}|${hour}`).digest('hex').slice(0, 16);
  const rules = [...new Set(refused.map((event) => event.rule))];
  const named = `${rules.slice(0, 5).join(', ')}${rules.length > 5 ? ` … +${rules.length - 5} more` : ''}`;
  const time = formatTime(now);
  return {
    id,
    type: 'firing',
    rule: CHANNEL_REFUSED_RULE,
    description: `${channel} refused a notification for good (${reason}). Not told there: ${named}.`,
    severity: 'high',
    group: { channel },
    service: null,
    category: null,
    query: '',
    condition: '',
    value: refused.length,
    threshold: 0,
    unit: 'values',
    started_at: time,
    ended_at: null,
    window: { from: time, to: time },
    samples: [],
  };
}
