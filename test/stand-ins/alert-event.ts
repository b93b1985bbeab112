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

/** Log text that somebody wrote to do harm where it is shown. */
export const HOSTILE_TEXTS: readonly string[] = [
  '\u001b[2J\u001b]0;owned\u0007cleared',
  'user\u202egnp.exe\u2066',
  '<script>alert(1)</script>',
  '<!here> <!channel> @channel @here @everyone <@U123> <https://evil.example|bank>',
  '*bold* _it_ ~no~ `code` ```block``` [a](http://evil.example) </code></pre>',
  '😀'.repeat(30_000),
  '&'.repeat(100_000),
  `e${'\u0301'.repeat(100_000)}`,
  'a\ud83d\u0000\u2028b\r\n\r\nc',
  '',
];

/** An alert whose every free text is the given one. */
export function createHostileAlert(text: string, changes: Partial<AlertEvent> = {}): AlertEvent {
  const sample = { id: 'e-0-1', timestamp: '2026-11-20T08:00:04.120Z', level: 'error', service: text, message: text };
  return createAlertEvent({
    rule: text,
    description: text,
    group: { user_agent: text, [text]: text },
    service: text,
    query: text,
    condition: text,
    samples: [sample, sample, sample],
    ...changes,
  });
}
