import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createAlertEvent } from '../test/stand-ins/alert-event.ts';
import { planMessage, type WaitingItem } from './group.ts';

const settings = { groupWaitMs: 1_000, digestOver: 20, heldUp: false, maxAlerts: 1_000 };
let made = 0;
const item = (changes: Parameters<typeof createAlertEvent>[0], acceptedAt = 0): WaitingItem => {
  const event = createAlertEvent({ id: `id-${made++}`, ...changes });
  return { key: `${event.type}/${event.id}`, event, acceptedAt };
};

describe('what the next message tells', () => {
  test('alerts of one rule, once the first of them has waited', () => {
    const waiting = [item({ rule: 'a' }, 0), item({ rule: 'b' }, 100), item({ rule: 'a' }, 300)];
    expect(planMessage(waiting, 400, settings)).toEqual({ waitMs: 600 });
    expect(planMessage(waiting, 1_000, settings)).toEqual({ take: [waiting[0], waiting[2]] });
  });

  test('an alert from before the clock was set back does not wait for the clock', () => {
    const waiting = [item({ rule: 'a' }, 3_600_000)];
    expect(planMessage(waiting, 0, settings)).toEqual({ take: waiting });
  });

  test('a critical alert at once', () => {
    const waiting = [item({ rule: 'a' }), item({ rule: 'b', severity: 'critical' })];
    expect(planMessage(waiting, 0, settings)).toEqual({ take: [waiting[1]] });
  });

  test('everything after being held up, or when too much waits', () => {
    const few = [item({ rule: 'a' }), item({ rule: 'b' })];
    expect(planMessage(few, 1_000, { ...settings, heldUp: true })).toEqual({ take: few });
    const many = Array.from({ length: 21 }, (_, n) => item({ rule: `r${n}` }));
    expect(planMessage(many, 1_000, settings)).toEqual({ take: many });
  });

  test('never a resolution before its firing, whatever waits', () => {
    const arbitrary = fc.array(
      fc.record({ id: fc.integer({ min: 0, max: 5 }), rule: fc.constantFrom('a', 'b'), critical: fc.boolean() }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(arbitrary, fc.boolean(), fc.integer({ min: 1, max: 10 }), (steps, heldUp, maxAlerts) => {
        let waiting = toItems(steps);
        const told: string[] = [];
        for (let now = 0; waiting.length > 0; ) {
          const plan = planMessage(waiting, now, { ...settings, heldUp, maxAlerts });
          if ('waitMs' in plan) {
            expect(plan.waitMs).toBeGreaterThan(0);
            now += plan.waitMs;
            continue;
          }
          told.push(...plan.take.map(({ key }) => key));
          waiting = waiting.filter((each) => !plan.take.includes(each));
        }
        expect(new Set(told).size).toBe(told.length);
        for (const [place, key] of told.entries()) {
          const firing = told.indexOf(key.replace('resolved/', 'firing/'));
          expect(firing).toBeLessThanOrEqual(place);
          expect(firing).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });
});

/** Each id fires first and is resolved when it comes again; its rule and severity stay. */
function toItems(steps: readonly { id: number; rule: string; critical: boolean }[]): WaitingItem[] {
  const seen = new Map<number, { rule: string; severity: 'critical' | 'low'; times: number }>();
  return steps.flatMap(({ id, rule, critical }, at) => {
    const known = seen.get(id) ?? { rule, severity: critical ? 'critical' : 'low', times: 0 };
    seen.set(id, { ...known, times: known.times + 1 });
    if (known.times > 1) return [];
    const { severity } = known;
    return [
      item({ id: `id${id}`, rule: known.rule, severity, type: known.times === 0 ? 'firing' : 'resolved' }, at * 100),
    ];
  });
}
