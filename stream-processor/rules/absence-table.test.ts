import { describe, expect, it } from '@jest/globals';
import { formatTime } from '../../core/time.ts';
import { evaluatorOf, MINUTE, record, stateOf, T0 } from '../../test/stand-ins/rule-evaluator.ts';

describe('a rule that waits for silence', () => {
  it('fires when a service falls silent and resolves when it speaks again', () => {
    const { at } = evaluatorOf(
      `- { name: silent, window: 5m, group_by: [service], severity: high, condition: { type: absence } }`,
    );
    expect(at(T0, record(T0), record(T0, { service: 'pay' }))).toEqual([]);
    expect(at(T0 + 4 * MINUTE, record(T0 + 4 * MINUTE))).toEqual([]);
    expect(at(T0 + 5 * MINUTE)).toMatchObject([{ type: 'firing', service: 'pay', value: 5 * MINUTE, unit: 'ms' }]);
    const back = record(T0 + 6 * MINUTE, { service: 'pay' });
    expect(at(T0 + 6 * MINUTE, back)).toMatchObject([{ type: 'resolved', service: 'pay' }]);
  });

  describe('of somebody who was steady before', () => {
    const steady = `- { name: silent, window: 5m, group_by: [service], severity: high, condition: { type: absence, min_windows: 3 } }`;
    const speak = (at: ReturnType<typeof evaluatorOf>['at'], ...minutes: number[]) =>
      minutes.flatMap((minute) => at(T0 + minute * MINUTE, record(T0 + minute * MINUTE)));

    it('misses nobody who only had logs for a while, and later again', () => {
      const { at } = evaluatorOf(steady);
      expect(speak(at, 0, 1, 6)).toEqual([]);
      expect(at(T0 + 30 * MINUTE)).toEqual([]);
      expect(speak(at, 31, 36)).toEqual([]);
      expect(at(T0 + 60 * MINUTE)).toEqual([]);
    });

    it('misses who had logs in as many windows one after another, once', () => {
      const { at } = evaluatorOf(steady);
      expect(speak(at, 0, 6, 11)).toEqual([]);
      expect(at(T0 + 16 * MINUTE)).toMatchObject([{ type: 'firing', started_at: formatTime(T0 + 11 * MINUTE) }]);
      expect(speak(at, 40)).toMatchObject([{ type: 'resolved' }]);
      expect(at(T0 + 60 * MINUTE)).toEqual([]);
    });

    it('remembers over a restart how steady it was', () => {
      const before = evaluatorOf(steady);
      speak(before.at, 0, 6);
      const after = evaluatorOf(steady);
      after.evaluator.restore(stateOf(before.evaluator.takeChanges()), T0 + 8 * MINUTE);
      expect(speak(after.at, 11)).toEqual([]);
      expect(after.at(T0 + 16 * MINUTE)).toMatchObject([{ type: 'firing', service: 'shop' }]);
    });
  });

  it('does not expect a service again that was only read from old logs', () => {
    const { at } = evaluatorOf(
      `- { name: silent, window: 5m, group_by: [service], severity: high, condition: { type: absence } }`,
    );
    const old = record(T0 - 60 * MINUTE, { received_at: formatTime(T0) });
    expect(at(T0, old)).toEqual([]);
    expect(at(T0 + 60 * MINUTE)).toEqual([]);
  });

  it('does not take its own downtime for silence', () => {
    const silent = `- { name: silent, window: 5m, group_by: [service], severity: high, condition: { type: absence } }`;
    const before = evaluatorOf(silent);
    before.at(T0, record(T0));
    const after = evaluatorOf(silent);
    after.evaluator.restore(stateOf(before.evaluator.takeChanges()), T0 + 60 * MINUTE);
    expect(after.at(T0 + 61 * MINUTE)).toEqual([]);
    expect(after.at(T0 + 65 * MINUTE)).toMatchObject([{ type: 'firing', service: 'shop' }]);
  });
});
