import type { AlertEvent } from '../core/alert.ts';
import type { OutgoingMessage } from '../core/log-bus.ts';
import { TOPIC } from '../core/topics.ts';

/** An alert's change as it stands on the `alerts` topic. */
export function alertMessage(event: AlertEvent): OutgoingMessage {
  return { topic: TOPIC.alerts, key: `${event.rule}|${JSON.stringify(event.group)}`, value: JSON.stringify(event) };
}
