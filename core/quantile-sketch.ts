import { type ByteReader, createByteReader } from './byte-reader.ts';
import { type ByteWriter, createByteWriter } from './byte-writer.ts';

/** Relative error of every quantile. */
const ACCURACY = 0.01;
const GAMMA = (1 + ACCURACY) / (1 - ACCURACY);
const INV_LOG_GAMMA = 1 / Math.log(GAMMA);
/** Bins are kept in chunks, made when first hit: logs of one service fill two or three. */
const CHUNK_BITS = 7;
const CHUNK = 1 << CHUNK_BITS;
/** Moves the bin of the smallest double to a number above 0. */
const SHIFT = 292 * CHUNK;

/**
 * Quantiles of a stream in little space: DDSketch (Masson, Rim, Lee, VLDB 2019) with 1 % relative accuracy over the whole
 * range of doubles, both signs and zero. Merging loses nothing: merge(a, b) has the bins that adding everything to one has.
 */
export interface QuantileSketch {
  readonly count: number;
  readonly sum: number;
  /** Exact; NaN while empty. */
  readonly min: number;
  /** Exact; NaN while empty. */
  readonly max: number;
  /** Adds the value so many times, by default once. Values that are not finite are ignored. */
  add(value: number, times?: number): void;
  merge(other: QuantileSketch): void;
  /** The value at rank floor(q · (count - 1)), q in 0–1, within 1 %; NaN while empty. */
  quantile(q: number): number;
  /** For {@link decodeQuantileSketch}. A typical sketch takes 100–400 bytes. */
  encode(): Uint8Array;
}

interface Bins {
  total: number;
  chunks: (Float64Array | undefined)[];
}

/** What a sketch is made of; only this file looks inside. */
interface State {
  zeros: number;
  positive: Bins;
  negative: Bins;
  sum: number;
  min: number;
  max: number;
}

const states = new WeakMap<QuantileSketch, State>();

function binOf(magnitude: number): number {
  return Math.ceil(Math.log(magnitude) * INV_LOG_GAMMA) + SHIFT;
}

function middleOf(bin: number): number {
  return (2 * Math.exp((bin - SHIFT) / INV_LOG_GAMMA)) / (GAMMA + 1);
}

/**
 * The value that stands for all that a sketch cannot tell from this one. Counts of such values, kept elsewhere, can be
 * added to a sketch later: it has the same quantiles, the least and the greatest value aside.
 */
export function representative(value: number): number {
  if (value < 0) return -representative(-value);
  if (value === 0) return 0;
  const middle = middleOf(binOf(value));
  // At both ends of the doubles the middle of a bin is no number inside it.
  return binOf(middle) === binOf(value) ? middle : value;
}

function addTo(bins: Bins, bin: number, count: number): void {
  const place = bin >> CHUNK_BITS;
  let chunk = bins.chunks[place];
  if (chunk === undefined) {
    chunk = new Float64Array(CHUNK);
    bins.chunks[place] = chunk;
  }
  const inside = bin & (CHUNK - 1);
  chunk[inside] = (chunk[inside] ?? 0) + count;
  bins.total += count;
}

/** Filled bins in rising order as [bin, count]. */
function* filled(bins: Bins): Generator<[number, number]> {
  for (const [place, chunk] of bins.chunks.entries()) {
    if (!chunk) continue;
    for (let inside = 0; inside < CHUNK; inside++) {
      const count = chunk[inside] ?? 0;
      if (count > 0) yield [place * CHUNK + inside, count];
    }
  }
}

function mergeBins(into: Bins, from: Bins): void {
  for (const [bin, count] of filled(from)) addTo(into, bin, count);
}

/** The bin that holds the value of this rank, counted from the smallest magnitude. */
function binAtRank(bins: Bins, rank: number): number {
  let passed = 0;
  let last = SHIFT;
  for (const [bin, count] of filled(bins)) {
    passed += count;
    last = bin;
    if (passed > rank) break;
  }
  return last;
}

function quantileOf(state: State, count: number, q: number): number {
  if (count === 0) return Number.NaN;
  const rank = Math.floor(q * (count - 1));
  if (rank <= 0) return state.min;
  if (rank >= count - 1) return state.max;
  const { negative, zeros, positive } = state;
  let value = 0;
  if (rank < negative.total) value = -middleOf(binAtRank(negative, negative.total - 1 - rank));
  else if (rank >= negative.total + zeros) value = middleOf(binAtRank(positive, rank - negative.total - zeros));
  return Math.min(Math.max(value, state.min), state.max);
}

function writeBins(writer: ByteWriter, bins: Bins): void {
  const all = [...filled(bins)];
  writer.varint(all.length);
  let before = 0;
  for (const [bin, count] of all) {
    writer.varint(bin - before);
    writer.varint(count);
    before = bin;
  }
}

function readBins(reader: ByteReader, bins: Bins): void {
  let bin = 0;
  for (let left = reader.varint(); left > 0; left--) {
    bin += reader.varint();
    addTo(bins, bin, reader.varint());
  }
}

function encodeState(state: State): Uint8Array {
  const writer = createByteWriter(512);
  writer.varint(state.zeros);
  writer.float(state.sum);
  writer.float(state.min);
  writer.float(state.max);
  writeBins(writer, state.positive);
  writeBins(writer, state.negative);
  return writer.finish();
}

function mergeState(into: State, from: State): void {
  into.zeros += from.zeros;
  into.sum += from.sum;
  if (!(from.min >= into.min)) into.min = Number.isNaN(from.min) ? into.min : from.min;
  if (!(from.max <= into.max)) into.max = Number.isNaN(from.max) ? into.max : from.max;
  mergeBins(into.positive, from.positive);
  mergeBins(into.negative, from.negative);
}

function addValue(state: State, value: number, times: number): void {
  if (!Number.isFinite(value)) return;
  if (!(value >= state.min)) state.min = value;
  if (!(value <= state.max)) state.max = value;
  state.sum += value * times;
  if (value > 0) addTo(state.positive, binOf(value), times);
  else if (value < 0) addTo(state.negative, binOf(-value), times);
  else state.zeros += times;
}

function sketchOf(state: State): QuantileSketch {
  const count = (): number => state.zeros + state.positive.total + state.negative.total;
  const sketch: QuantileSketch = {
    get count() {
      return count();
    },
    get sum() {
      return state.sum;
    },
    get min() {
      return state.min;
    },
    get max() {
      return state.max;
    },
    add: (value, times = 1) => addValue(state, value, times),
    merge(other) {
      const from = states.get(other);
      if (!from) throw new TypeError('not a quantile sketch of this module');
      mergeState(state, from);
    },
    quantile: (q) => quantileOf(state, count(), q),
    encode: () => encodeState(state),
  };
  states.set(sketch, state);
  return sketch;
}

function emptyState(): State {
  const bins = (): Bins => ({ total: 0, chunks: [] });
  return { zeros: 0, positive: bins(), negative: bins(), sum: 0, min: Number.NaN, max: Number.NaN };
}

/** An empty sketch. */
export function createQuantileSketch(): QuantileSketch {
  return sketchOf(emptyState());
}

/** @throws RangeError when the bytes are cut short. */
export function decodeQuantileSketch(bytes: Uint8Array): QuantileSketch {
  const reader = createByteReader(bytes);
  const state = emptyState();
  state.zeros = reader.varint();
  state.sum = reader.float();
  state.min = reader.float();
  state.max = reader.float();
  readBins(reader, state.positive);
  readBins(reader, state.negative);
  return sketchOf(state);
}
