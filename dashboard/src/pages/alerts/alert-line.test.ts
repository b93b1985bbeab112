import { describe, expect, test } from '@jest/globals';
import type { Alert } from '../../../../core/alert.ts';
import type { Condition } from '../../../../core/alert-rule.ts';
import { alertOf, STARTED_AT } from '../../../../test/stand-ins/alert-server.ts';
import { lineOf } from './alert-line.ts';

const START = Date.parse(STARTED_AT);
const MINUTE_MS = 60_000;
const MIN_COUNT = { min_count: 20 };

function line(condition: Condition, wanted: Partial<Alert>, window = '1m', lastsMs = MINUTE_MS) {
  const alert = alertOf('a', { ended_at: new Date(START + lastsMs).toISOString(), ...wanted });
  return lineOf(alert, { query: 'status_code:*', window, condition }, START + 24 * 60 * MINUTE_MS);
}

describe('the line of the threshold', () => {
  const count = { type: 'count', op: '>=', threshold: 10 } as const;
  const rate = { type: 'rate', op: '>=', threshold: 2 } as const;
  const ratio = { type: 'ratio', of: 'level:error', op: '>', threshold: 0.1, ...MIN_COUNT } as const;
  const distinct = { type: 'distinct', field: 'user_id', op: '>', threshold: 5 } as const;
  const quantile = { type: 'quantile', quantile: 0.95, op: '>', threshold: 900, ...MIN_COUNT } as const;
  const group = { service: 'shop', 'attributes.region': 'eu west' };

  test('stands among the logs of each window where the rule counts them', () => {
    const shown = [START - 15 * MINUTE_MS, START + 16 * MINUTE_MS];
    const counted = { q: 'level:error', shown, op: '>=', measure: null };
    expect(line(count, { unit: 'logs' })).toEqual({ ...counted, window: '1m', windowMs: MINUTE_MS });
    expect(line(rate, { unit: 'logs/s' }, '30s')).toEqual({ ...counted, window: '30s', windowMs: MINUTE_MS / 2 });
  });

  test('stands in its own unit where the rule judges something else, of the group and all that the rule looks at', () => {
    const q = 'status_code:* service:shop attributes.region:"eu west"';
    expect(line(ratio, { unit: 'ratio', threshold: 0.1, group })).toMatchObject({
      q,
      measure: { kind: 'share', of: 'level:error', minCount: 20 },
    });
    expect(line(distinct, { unit: 'values', threshold: 5, group })).toMatchObject({
      q,
      measure: { kind: 'distinct', field: 'user_id' },
    });
    expect(line(quantile, { unit: 'ms', threshold: 900, group })).toMatchObject({
      q,
      measure: { kind: 'quantile', quantile: 'p95', minCount: 20 },
    });
  });

  test('of a long alert is drawn around its beginning where each window has to be asked for', () => {
    const hours = line(quantile, { unit: 'ms', threshold: 900 }, '30s', 600 * MINUTE_MS);
    expect(hours?.shown).toEqual([START - 10 * MINUTE_MS, START + 20 * MINUTE_MS]);
  });

  test('of a long alert that goes on shows its newest windows, however many there were', () => {
    const now = START + 24 * 60 * MINUTE_MS;
    const open = { ended_at: null };
    expect(line(count, { unit: 'logs', ...open })?.shown).toEqual([now - 900 * MINUTE_MS, now]);
    expect(line(quantile, { unit: 'ms', ...open })?.shown).toEqual([now - 60 * MINUTE_MS, now]);
  });

  test('is left out where it would say something else', () => {
    expect(lineOf(alertOf('a'), undefined, START)).toBeNull();
    expect(line(count, { unit: 'ratio', threshold: 0.1 })).toBeNull();
    expect(line({ type: 'absence', min_windows: 1 }, { unit: 'ms', threshold: 60_000 })).toBeNull();
  });
});
