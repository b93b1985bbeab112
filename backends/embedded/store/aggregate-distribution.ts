import { createQuantileSketch, decodeQuantileSketch } from '../../../core/quantile-sketch.ts';
import type { SKETCHED_COLUMNS } from './block-format.ts';
import { hasRow } from './mask.ts';
import type { Accumulator } from './selection.ts';

/** Gathers the distribution of a numeric field; whole blocks give the sketch they were written with. */
export function createDistribution(field: (typeof SKETCHED_COLUMNS)[number]): Accumulator {
  const sketch = createQuantileSketch();
  return {
    add({ block, mask, begin, end, whole }) {
      const stored = block.head.sketches[field];
      if (stored === undefined) return;
      if (whole) {
        sketch.merge(decodeQuantileSketch(Buffer.from(stored, 'base64')));
        return;
      }
      const column = block.number(field);
      if (!column) return;
      const codes = column.codes();
      for (let row = begin; row < end; row++) {
        const code = codes[row] as number;
        if (code !== 0 && hasRow(mask, row)) sketch.add(column.value(code - 1));
      }
    },
    result() {
      const { count } = sketch;
      const orNull = (value: number): number | null => (count === 0 ? null : value);
      return {
        kind: 'distribution',
        count,
        min: orNull(sketch.min),
        avg: orNull(sketch.sum / count),
        max: orNull(sketch.max),
        p50: orNull(sketch.quantile(0.5)),
        p95: orNull(sketch.quantile(0.95)),
        p99: orNull(sketch.quantile(0.99)),
      };
    },
  };
}
