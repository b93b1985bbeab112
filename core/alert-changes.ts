import type { Alert, AlertEvent, TimelineEntry } from './alert.ts';
import type { AlertChange } from './alert-store.ts';
import { PipelineError } from './errors.ts';
import { formatTime } from './time.ts';

/** The alert after its event; the very same object when the event tells nothing new. */
export function applyEvent(alert: Alert | null, event: AlertEvent): Alert {
  const known = alert ?? openedBy(event);
  if (event.type === 'firing' || known.status === 'resolved') return known;
  const endedAt = event.ended_at ?? event.window.to;
  return {
    ...known,
    status: 'resolved',
    ended_at: endedAt,
    timeline: [...known.timeline, { at: endedAt, action: 'resolved', by: event.rule }],
  };
}

function openedBy(event: AlertEvent): Alert {
  const { type: _, ended_at: _ended, window: _window, ...facts } = event;
  return {
    ...facts,
    status: 'open',
    ended_at: null,
    assignee: null,
    sample_log_ids: event.samples.map((sample) => sample.id),
    notifications: [],
    timeline: [{ at: event.started_at, action: 'opened', by: event.rule }],
  };
}

/** The alert after what somebody did. @throws PipelineError `conflict` as the port says. */
export function applyChange(alert: Alert, change: AlertChange, at: number): Alert {
  const time = formatTime(at);
  const note = (action: TimelineEntry['action'], text: string | undefined): TimelineEntry[] => [
    ...alert.timeline,
    { at: time, action, by: change.by, ...(text === undefined ? {} : { text }) },
  ];
  switch (change.action) {
    case 'acknowledge':
      refuseWhenResolved(alert, change.action);
      return { ...alert, status: 'acknowledged', timeline: note('acknowledged', change.text) };
    case 'resolve':
      refuseWhenResolved(alert, change.action);
      return { ...alert, status: 'resolved', ended_at: time, timeline: note('resolved', change.text) };
    case 'assign':
      return { ...alert, assignee: change.assignee, timeline: note('assigned', change.assignee ?? undefined) };
    case 'comment':
      return { ...alert, timeline: note('commented', change.text) };
    case 'notified': {
      const { channel, status } = change.notification;
      return {
        ...alert,
        notifications: [...alert.notifications, change.notification],
        timeline: note('notified', `${channel}: ${status}`),
      };
    }
  }
}

function refuseWhenResolved(alert: Alert, action: string): void {
  if (alert.status !== 'resolved') return;
  throw new PipelineError('conflict', `alert ${alert.id} is resolved already; there is nothing to ${action}`, {
    details: { id: alert.id, status: alert.status },
  });
}
