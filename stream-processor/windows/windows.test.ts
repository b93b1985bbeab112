import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createDistinctSketch } from './distinct-sketch.ts';
import { createWatermark, eventTime, WATERMARK_DEFAULTS } from './watermark.ts';
import { windowStarts } from './window-span.ts';

const T0 = Date.UTC(2026, 10, 20, 8);
const DAY = 86_400_000;

describe('windowStarts', () => {
  it('gives one start for a tumbling window and all overlapping ones for a sliding window', () => {
    expect(windowStarts(125, 60, 60)).toEqual([120]);
    expect(windowStarts(125, 60, 20)).toEqual([120, 100, 80]);
    expect(windowStarts(120, 60, 20)).toEqual([120, 100, 80]);
  });

  it('covers the moment with every window it gives, and misses none', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e12 }), fc.integer({ min: 1, max: 20 }), (time, slides) => {
        const starts = windowStarts(time, slides * 10, 10);
        expect(starts).toHaveLength(slides);
        for (const start of starts) expect(start <= time && time < start + slides * 10).toBe(true);
      }),
    );
  });
});

describe('event time', () => {
  it.each([
    ['now', 0, 0, false],
    ['ten minutes ago', -600_000, -600_000, false],
    ['two hours ago', -7_200_000, -7_200_000, true],
    ['eight days ago', -8 * DAY, 0, true],
    ['a minute ahead', 60_000, 60_000, false],
    ['a day ahead', DAY, 0, true],
    ['the year 9999', Date.parse('9999-12-31T23:59:59.999Z') - T0, 0, true],
  ])('of a log from %s', (_name, offset, counted, skewed) => {
    expect(eventTime(T0 + offset, T0)).toEqual({ time: T0 + counted, skewed });
  });
});

describe('the watermark', () => {
  it('follows the newest event at a distance and never goes back', () => {
    const watermark = createWatermark(WATERMARK_DEFAULTS);
    watermark.observe(T0, T0);
    watermark.observe(T0 - 5_000, T0);
    expect(watermark.current).toBe(T0 - 10_000);
  });

  it('cannot be pushed past the time of receipt by a clock that runs ahead', () => {
    const watermark = createWatermark(WATERMARK_DEFAULTS);
    watermark.observe(T0 + 300_000, T0);
    expect(watermark.current).toBe(T0 - 10_000);
  });

  it('comes back when the clock that pushed it ahead was set right', () => {
    const watermark = createWatermark(WATERMARK_DEFAULTS, T0 + DAY);
    watermark.observe(T0, T0);
    expect(watermark.current).toBe(T0 - 10_000);
    const idle = createWatermark(WATERMARK_DEFAULTS);
    idle.observe(T0 + DAY, T0 + DAY);
    idle.idle(T0);
    idle.idle(T0 + 10_000);
    expect(idle.current).toBe(T0);
  });

  it('moves by the wall clock only where nothing came for a while', () => {
    const watermark = createWatermark(WATERMARK_DEFAULTS);
    watermark.observe(T0, T0);
    watermark.busy(T0);
    watermark.idle(T0 + 9_000);
    expect(watermark.current).toBe(T0 - 10_000);
    watermark.idle(T0 + 30_000);
    expect(watermark.current).toBe(T0 + 20_000);
  });

  it('waits after a restart for what was sent meanwhile', () => {
    const watermark = createWatermark(WATERMARK_DEFAULTS, T0);
    watermark.idle(T0 + 600_000);
    expect(watermark.current).toBe(T0);
    const beforeTheStop = T0 + 6_000;
    watermark.observe(T0 + 5_000, beforeTheStop);
    watermark.busy(T0 + 601_000);
    watermark.idle(T0 + 602_000);
    expect(watermark.current).toBe(T0);
    watermark.idle(T0 + 611_000);
    expect(watermark.current).toBe(T0 + 601_000);
  });
});

describe('the distinct sketch', () => {
  it('is exact for few values, however often they come and are merged', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.array(fc.string()), (left, right) => {
        const a = createDistinctSketch();
        const b = createDistinctSketch();
        for (const value of left) a.add(value);
        for (const value of right) b.add(value);
        a.merge(b.encode());
        a.merge(b.encode());
        expect(a.estimate()).toBe(new Set([...left, ...right]).size);
      }),
    );
  });

  it('keeps the same hashes in whatever order they come, alone or merged', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { minLength: 20 }), fc.nat(), (values, cut) => {
        const [forwards, backwards, merged] = [
          createDistinctSketch(16),
          createDistinctSketch(16),
          createDistinctSketch(16),
        ];
        const parts = [values.slice(0, cut % values.length), values.slice(cut % values.length)];
        for (const value of values) forwards.add(value);
        for (const value of [...values, ...values].reverse()) backwards.add(value);
        for (const part of parts) {
          const sketch = createDistinctSketch(16);
          for (const value of part) sketch.add(value);
          merged.merge(sketch.encode());
        }
        expect(backwards.encode()).toBe(forwards.encode());
        expect(merged.encode()).toBe(forwards.encode());
        expect(merged.estimate()).toBe(forwards.estimate());
      }),
    );
  });

  it('stays close for many', () => {
    const sketch = createDistinctSketch();
    for (let i = 0; i < 50_000; i++) sketch.add(`value-${i}`);
    expect(Math.abs(sketch.estimate() / 50_000 - 1)).toBeLessThan(0.12);
  });
});
