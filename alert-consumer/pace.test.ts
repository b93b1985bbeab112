import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createPacer } from './pace.ts';

describe('pacer', () => {
  test('without rates nothing waits, until the other side asks for it', () => {
    const pacer = createPacer();
    pacer.took(0);
    expect(pacer.waitMs(0)).toBe(0);
    pacer.holdUntil(30_000);
    expect(pacer.waitMs(1_000)).toBe(29_000);
    expect(pacer.waitMs(30_000)).toBe(0);
  });

  test('a clock that is set back makes nobody wait longer than the rates and the other side ask for', () => {
    const pacer = createPacer([{ count: 1, perMs: 1_000 }]);
    pacer.took(3_600_000);
    expect(pacer.waitMs(0)).toBe(1_000);
    expect(pacer.waitMs(400)).toBe(600);
    pacer.took(3_600_000);
    pacer.holdUntil(3_630_000);
    expect(pacer.waitMs(7_000)).toBe(30_000);
    expect(pacer.waitMs(37_000)).toBe(0);
  });

  test('keeps every rate over every sliding span', () => {
    const rates = [
      { count: 1, perMs: 1_000 },
      { count: 20, perMs: 60_000 },
    ];
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 2_500 }), { maxLength: 80 }), (pauses) => {
        const pacer = createPacer(rates);
        const sent: number[] = [];
        let now = 0;
        for (const pause of pauses) {
          now += pause;
          now += pacer.waitMs(now);
          pacer.took(now);
          sent.push(now);
        }
        for (const { count, perMs } of rates) {
          for (const start of sent) {
            expect(sent.filter((at) => at >= start && at < start + perMs).length).toBeLessThanOrEqual(count);
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});
