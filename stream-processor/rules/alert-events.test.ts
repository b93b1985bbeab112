import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatTime } from '../../core/time.ts';
import { errors, evaluatorOf, MINUTE, record, T0 } from '../../test/stand-ins/rule-evaluator.ts';
import { alertId } from './alert-events.ts';

const COUNT = `- { name: many, query: 'level:error', group_by: [service], severity: high, condition: { type: count, op: '>=', threshold: 3 } }`;

describe('the beginning of an alert', () => {
  const HOUR = 60 * MINUTE;
  const hourly = COUNT.replace("query: 'level:error'", "query: 'level:error', window: 1h");

  it('is the first log that counts, not the beginning of its window, and its id stays that of the window', () => {
    const { at } = evaluatorOf(hourly);
    at(T0 + 50 * MINUTE, ...errors(T0 + 49 * MINUTE, 1), record(T0 + 10 * MINUTE));
    const [alert] = at(T0 + 55 * MINUTE, ...errors(T0 + 55 * MINUTE, 2));
    expect(alert).toMatchObject({ id: alertId('many', ['shop'], T0), started_at: formatTime(T0 + 49 * MINUTE) });
  });

  it('is the crossing for a ratio', () => {
    const { at } = evaluatorOf(
      `- { name: r, window: 1h, group_by: [service], severity: low, condition: { type: ratio, of: 'level:error', op: '>', threshold: 0.5, min_count: 3 } }`,
    );
    at(T0, record(T0), ...errors(T0 + 1, 1));
    const [alert] = at(T0, ...errors(T0 + 40 * MINUTE, 1));
    expect(alert).toMatchObject({ type: 'firing', started_at: formatTime(T0 + 40 * MINUTE) });
  });

  it('says its condition in the percent of the rule', () => {
    const { at } = evaluatorOf(
      `- { name: r, group_by: [service], severity: low, condition: { type: ratio, of: 'level:error', op: '>', threshold: 0.07, min_count: 1 } }`,
    );
    const [alert] = at(T0, ...errors(T0, 1));
    expect(alert?.condition).toBe('share of (level:error) > 7 % over 1m');
  });

  it('is the window for too few logs', () => {
    const { at } = evaluatorOf(hourly.replace('>=', '<'));
    at(T0, ...errors(T0 + 30 * MINUTE, 1));
    expect(at(T0 + HOUR)).toMatchObject([{ type: 'firing', started_at: formatTime(T0) }]);
  });

  it('is that of the first window that crossed when the rule waits', () => {
    const { at } = evaluatorOf(`${COUNT.slice(0, -2)}, for: 90s }`);
    at(T0, ...errors(T0 + 20_000, 3));
    at(T0 + MINUTE, ...errors(T0 + MINUTE + 1_000, 3));
    const [alert] = at(T0 + MINUTE + 30_000, ...errors(T0 + MINUTE + 30_000, 1));
    expect(alert).toMatchObject({ type: 'firing', started_at: formatTime(T0 + 20_000) });
  });

  it('is never after its firing', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: HOUR - 1 }), { minLength: 3, maxLength: 9 }), (offsets) => {
        const { at } = evaluatorOf(hourly);
        const [alert] = offsets.flatMap((offset) => at(T0, ...errors(T0 + offset, 1)));
        expect(alert?.started_at).toBe(formatTime(T0 + Math.min(...offsets.slice(0, 3))));
      }),
    );
  });
});
