import type { AlertSample } from '../../core/alert.ts';
import { createQuantileSketch, decodeQuantileSketch, type QuantileSketch } from '../../core/quantile-sketch.ts';
import type { LogRecord } from '../../core/record.ts';
import { createDistinctSketch, type DistinctSketch } from './distinct-sketch.ts';

const SAMPLES = 3;
const SAMPLE_LENGTH = 500;

/** What one window of one group has seen of a rule. Mergeable, so that partitions can be counted apart and summed. */
export interface Accumulator {
  count: number;
  /** Logs that also match the ratio's `of`. */
  of: number;
  distinct: DistinctSketch | null;
  quantiles: QuantileSketch | null;
  samples: AlertSample[];
  /** Event time of the first log that adds to a count, epoch ms; infinite before it. */
  firstAt: number;
}

/** As it stands in window state and on the partials topic; absent means empty. */
export interface EncodedAccumulator {
  c: number;
  o?: number;
  d?: string;
  q?: string;
  s?: AlertSample[];
  f?: number;
}

export function createAccumulator(): Accumulator {
  return { count: 0, of: 0, distinct: null, quantiles: null, samples: [], firstAt: Number.POSITIVE_INFINITY };
}

/** What is shown of a log as evidence: the message is cut to 500 characters. */
export function sampleOf({ id, timestamp, level, service, message }: AlertSample): AlertSample {
  return { id, timestamp, level, service, message: message.slice(0, SAMPLE_LENGTH) };
}

/** Keeps the first few logs as evidence. */
export function addSample(into: Accumulator, record: LogRecord): void {
  if (into.samples.length < SAMPLES) into.samples.push(sampleOf(record));
}

/** Keeps the newest few logs as evidence. */
export function keepSample(into: Accumulator, record: LogRecord): void {
  if (into.samples.length >= SAMPLES) into.samples.shift();
  into.samples.push(sampleOf(record));
}

export function addDistinct(into: Accumulator, value: string): void {
  into.distinct ??= createDistinctSketch();
  into.distinct.add(value);
}

export function addQuantile(into: Accumulator, value: number): void {
  into.quantiles ??= createQuantileSketch();
  into.quantiles.add(value);
}

export function mergeAccumulator(into: Accumulator, from: EncodedAccumulator): void {
  into.count += from.c;
  into.of += from.o ?? 0;
  into.firstAt = Math.min(into.firstAt, from.f ?? Number.POSITIVE_INFINITY);
  if (from.d) {
    into.distinct ??= createDistinctSketch();
    into.distinct.merge(from.d);
  }
  if (from.q) {
    into.quantiles ??= createQuantileSketch();
    into.quantiles.merge(decodeQuantileSketch(Buffer.from(from.q, 'base64')));
  }
  for (const sample of from.s ?? []) if (into.samples.length < SAMPLES) into.samples.push(sample);
}

export function encodeAccumulator(from: Accumulator): EncodedAccumulator {
  const encoded: EncodedAccumulator = { c: from.count };
  if (from.of > 0) encoded.o = from.of;
  if (from.distinct) encoded.d = from.distinct.encode();
  if (from.quantiles) encoded.q = Buffer.from(from.quantiles.encode()).toString('base64');
  if (from.samples.length > 0) encoded.s = from.samples;
  if (Number.isFinite(from.firstAt)) encoded.f = from.firstAt;
  return encoded;
}

export function decodeAccumulator(encoded: EncodedAccumulator): Accumulator {
  const accumulator = createAccumulator();
  mergeAccumulator(accumulator, encoded);
  return accumulator;
}
