import { describe, expect, it } from '@jest/globals';
import { formatTime } from '../../core/time.ts';
import { errors, evaluatorOf, MINUTE, record, rulesOf, stateOf, T0 } from '../../test/stand-ins/rule-evaluator.ts';
import { createPartialCollector } from './partial-collector.ts';

const COUNT = `- { name: many, query: 'level:error', group_by: [service], severity: high, condition: { type: count, op: '>=', threshold: 3 } }`;
describe('a count rule', () => {
  it('fires as soon as the threshold is crossed, once, with value, window and samples', () => {
    const { at } = evaluatorOf(COUNT);
    expect(at(T0, ...errors(T0 + 1_000, 2))).toEqual([]);
    const [alert] = at(T0 + 1, ...errors(T0 + 2_000, 1));
    expect(alert).toMatchObject({
      type: 'firing',
      rule: 'many',
      value: 3,
      threshold: 3,
      unit: 'logs',
      service: 'shop',
      group: { service: 'shop' },
      query: 'level:error service:shop',
      started_at: formatTime(T0 + 1_000),
      window: { from: formatTime(T0), to: formatTime(T0 + MINUTE) },
    });
    expect(alert?.samples).toHaveLength(3);
    expect(at(T0 + 2, ...errors(T0 + 3_000, 5))).toEqual([]);
  });

  it('resolves after a whole window without a crossing', () => {
    const { at } = evaluatorOf(COUNT);
    const [alert] = at(T0, ...errors(T0, 3));
    expect(at(T0 + 2 * MINUTE - 1)).toEqual([]);
    expect(at(T0 + 2 * MINUTE)).toMatchObject([{ id: alert?.id, type: 'resolved', ended_at: formatTime(T0 + MINUTE) }]);
    expect(at(T0 + 10 * MINUTE)).toEqual([]);
  });

  it('keeps firing over windows that cross one after the other', () => {
    const { at } = evaluatorOf(COUNT);
    expect(at(T0, ...errors(T0, 3))).toHaveLength(1);
    expect(at(T0 + MINUTE, ...errors(T0 + MINUTE, 3))).toEqual([]);
    expect(at(T0 + 2 * MINUTE)).toEqual([]);
    expect(at(T0 + 3 * MINUTE)).toMatchObject([{ type: 'resolved', ended_at: formatTime(T0 + 2 * MINUTE) }]);
  });

  it('counts each group apart', () => {
    const { at } = evaluatorOf(COUNT);
    expect(at(T0, ...errors(T0, 2), ...errors(T0, 2, { service: 'pay' }))).toEqual([]);
    expect(at(T0, ...errors(T0, 1, { service: 'pay' }))).toMatchObject([{ service: 'pay' }]);
  });

  it('counts a log inside the grace, and a later one not', () => {
    const { at, late } = evaluatorOf(COUNT);
    at(T0, ...errors(T0, 2));
    expect(at(T0 + MINUTE + 30_000, ...errors(T0, 1))).toMatchObject([{ type: 'firing' }]);
    at(T0 + 2 * MINUTE + 1, ...errors(T0, 1));
    expect(late).toEqual(['many']);
  });

  it('does not raise an alert again for a window that had one', () => {
    const { at } = evaluatorOf(`${COUNT.slice(0, -2)}, window: 10s }`);
    expect(at(T0, ...errors(T0, 3))).toHaveLength(1);
    expect(at(T0 + 20_000)).toMatchObject([{ type: 'resolved' }]);
    expect(at(T0 + 21_000, ...errors(T0 + 1, 3))).toEqual([]);
  });
});

describe('other conditions', () => {
  it('judges a ratio once there are enough logs', () => {
    const { at } = evaluatorOf(
      `- { name: r, group_by: [service], severity: low, condition: { type: ratio, of: 'level:error', op: '>', threshold: 0.1, min_count: 10 } }`,
    );
    expect(at(T0, ...errors(T0, 5))).toEqual([]);
    const ok = Array.from({ length: 5 }, (_, index) => record(T0 + 100 + index));
    expect(at(T0, ...ok)).toMatchObject([{ value: 0.5, unit: 'ratio', query: 'level:error service:shop' }]);
  });

  it('judges a quantile of the response time', () => {
    const { at } = evaluatorOf(
      `- { name: q, group_by: [service], severity: low, condition: { type: quantile, quantile: 0.95, op: '>', threshold: 1000, min_count: 20 } }`,
    );
    const timed = (ms: number, amount: number) =>
      Array.from({ length: amount }, () => record(T0, { response_time: ms }));
    expect(at(T0, ...timed(100, 19))).toEqual([]);
    const [alert] = at(T0, ...timed(4_000, 5));
    expect(alert?.unit).toBe('ms');
    expect(Math.abs((alert?.value ?? 0) - 4_000)).toBeLessThanOrEqual(40);
  });

  it('counts different values', () => {
    const { at } = evaluatorOf(
      `- { name: d, group_by: [service], severity: low, condition: { type: distinct, field: ip_address, op: '>', threshold: 2 } }`,
    );
    const from = (ip: string) => record(T0, { ip_address: ip });
    expect(at(T0, from('10.0.0.1'), from('10.0.0.1'), from('10.0.0.2'))).toEqual([]);
    expect(at(T0, from('10.0.0.3'))).toMatchObject([{ value: 3, unit: 'values' }]);
  });

  it('notices too few logs only when the window is over', () => {
    const { at } = evaluatorOf(
      `- { name: few, group_by: [service], severity: low, condition: { type: count, op: '<', threshold: 3 } }`,
    );
    expect(at(T0, record(T0))).toEqual([]);
    expect(at(T0 + MINUTE)).toMatchObject([{ type: 'firing', value: 1 }]);
  });

  it('waits for `for`, and forgets a run that ended', () => {
    const { at } = evaluatorOf(`${COUNT.slice(0, -2)}, for: 90s }`);
    expect(at(T0, ...errors(T0, 3))).toEqual([]);
    expect(at(T0 + MINUTE, ...errors(T0 + MINUTE, 3))).toEqual([]);
    expect(at(T0 + MINUTE + 30_000, ...errors(T0 + MINUTE + 30_000, 1))).toMatchObject([{ type: 'firing' }]);
  });

  it('counts sliding windows', () => {
    const { at } = evaluatorOf(`${COUNT.slice(0, -2)}, slide: 10s }`);
    expect(at(T0, ...errors(T0 + 55_000, 2))).toEqual([]);
    expect(at(T0, ...errors(T0 + 65_000, 1))).toHaveLength(1);
  });
});

describe('rules that count the same', () => {
  const two = `${COUNT}\n${COUNT.replace('many', 'more').replace('threshold: 3', 'threshold: 5')}`;

  it('are judged each by its own threshold, on windows that are kept once', () => {
    const { evaluator, at } = evaluatorOf(two);
    expect(at(T0, ...errors(T0, 3))).toMatchObject([{ rule: 'many' }]);
    expect(at(T0, ...errors(T0 + 9, 2))).toMatchObject([{ rule: 'more', value: 5 }]);
    expect(evaluator.takeChanges().filter(({ key }) => key.startsWith('w|'))).toHaveLength(1);
  });
});

describe('state', () => {
  it('goes on after a restart as if nothing had happened', () => {
    const first = evaluatorOf(COUNT);
    first.at(T0, ...errors(T0, 2));
    const second = evaluatorOf(COUNT);
    second.evaluator.restore(stateOf(first.evaluator.takeChanges()), T0);
    const [alert] = second.at(T0, ...errors(T0 + 5, 1));
    expect(alert).toMatchObject({ value: 3, started_at: formatTime(T0) });
    expect(alert?.samples).toHaveLength(3);
    const third = evaluatorOf(COUNT);
    third.evaluator.restore(stateOf(second.evaluator.takeChanges(), stateOf(first.evaluator.takeChanges())), T0);
    expect(third.at(T0, ...errors(T0 + 6, 3))).toEqual([]);
    expect(third.at(T0 + 2 * MINUTE)).toMatchObject([{ id: alert?.id, type: 'resolved' }]);
  });

  it('resolves the alerts of a rule that is gone and removes its state', () => {
    const before = evaluatorOf(COUNT);
    const [alert] = before.at(T0, ...errors(T0, 3));
    const state = stateOf(before.evaluator.takeChanges());
    const after = evaluatorOf('[]');
    after.evaluator.restore(state, T0 + 5_000);
    expect(after.at(T0)).toMatchObject([{ id: alert?.id, type: 'resolved', ended_at: formatTime(T0 + 5_000) }]);
    expect(stateOf(after.evaluator.takeChanges(), state).size).toBe(0);
  });

  it('leaves nothing behind when all windows are over', () => {
    const { evaluator, at } = evaluatorOf(COUNT);
    at(T0, ...errors(T0, 3));
    const state = stateOf(evaluator.takeChanges());
    at(T0 + 20 * MINUTE);
    expect(stateOf(evaluator.takeChanges(), state).size).toBe(0);
  });
});

describe('counting in parts', () => {
  it('comes to the same alert as counting at once', () => {
    const yaml = COUNT.replace('[service]', '[ip_address]');
    const whole = evaluatorOf(yaml);
    const logs = errors(T0, 3, { ip_address: '10.0.0.1' });
    const expected = whole.at(T0, ...logs);
    const summed = evaluatorOf(yaml);
    for (const log of logs) {
      const collector = createPartialCollector(rulesOf(yaml));
      collector.add(log, Date.parse(log.timestamp));
      for (const partial of collector.take()) summed.evaluator.merge(JSON.parse(JSON.stringify(partial)), T0);
    }
    expect(summed.at(T0)).toEqual(expected);
  });
});
