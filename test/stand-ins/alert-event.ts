import type { AlertEvent } from '../../core/alert.ts';

/** A complete alert event, firing unless told otherwise; name only what matters. */
export function createAlertEvent(changes: Partial<AlertEvent> = {}): AlertEvent {
  return {
    id: '0123456789abcdef',
    type: 'firing',
    rule: 'error-rate',
    description: 'Too many requests of one service fail',
    severity: 'high',
    group: {},
    service: 'hsearch',
    category: 'Performance',
    query: 'level:error service:hsearch',
    condition: 'share of level:>=error > 5 % over 1m',
    value: 0.0621,
    threshold: 0.05,
    unit: 'ratio',
    started_at: '2026-11-20T08:00:05.000Z',
    ended_at: changes.type === 'resolved' ? '2026-11-20T08:04:17.000Z' : null,
    window: { from: '2026-11-20T08:00:00.000Z', to: '2026-11-20T08:01:00.000Z' },
    samples: [
      {
        id: 'e-0-1',
        timestamp: '2026-11-20T08:00:04.120Z',
        level: 'error',
        service: 'hsearch',
        message: 'upstream timed out after 2000 ms',
      },
    ],
    ...changes,
  };
}
