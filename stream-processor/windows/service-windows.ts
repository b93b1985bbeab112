import { getOrCreate } from '../../core/get-or-create.ts';
import { createQuantileSketch, decodeQuantileSketch, type QuantileSketch } from '../../core/quantile-sketch.ts';
import { CATEGORIES, LEVELS, type LogRecord } from '../../core/record.ts';
import { formatTime } from '../../core/time.ts';
import { createDistinctSketch, type DistinctSketch } from './distinct-sketch.ts';

const WINDOW_MS = 60_000;
const CELLS = CATEGORIES.length * LEVELS.length;
const CELL_OF_CATEGORY = new Map(CATEGORIES.map((category, index) => [category, index * LEVELS.length]));
const OFFSET_OF_LEVEL = new Map(LEVELS.map((level, index) => [level, index]));
/** A sender that puts something unbounded into `service` must not eat the memory. */
const MAX_SERVICES = 10_000;
const OTHER_SERVICES = '(others)';
/** Every open window is written with each commit: small sketches, within about 6 %. */
const DISTINCT_K = 256;
const FIRST_ERROR_LEVEL = LEVELS.indexOf('error');

/** One minute of one service, as it is published on `logs.windows`. Sums of all messages of a window are its figures. */
export interface ServiceWindow {
  service: string;
  from: string;
  to: string;
  /** `closed` once a window; `correction` for logs that came after it closed. */
  kind: 'closed' | 'correction';
  count: number;
  errors: number;
  /** Counts by category and level; zeros are left out. */
  by_category: Record<string, Record<string, number>>;
  distinct_users: number;
  distinct_addresses: number;
  /** Of `response_time`, ms; null when no log had one. `sketch` is mergeable (base64 of a DDSketch). */
  response_time: { count: number; p50: number; p95: number; p99: number; sketch: string } | null;
}

interface Cells {
  /** Counted since the changes were last taken. */
  changed: boolean;
  counts: Int32Array;
  times: QuantileSketch | null;
  users: DistinctSketch;
  addresses: DistinctSketch;
}

interface EncodedCells {
  n: number[];
  t?: string;
  u: string;
  a: string;
}

/** Aggregates per service and minute of event time. */
export interface ServiceWindows {
  add(record: LogRecord, time: number, watermark: number): 'counted' | 'late';
  /** Windows whose grace is over, and corrections to windows that had been published. */
  takeClosed(watermark: number): ServiceWindow[];
  takeChanges(): { key: string; value: string | null }[];
  restore(key: string, value: string): void;
}

export const SERVICE_WINDOW_PREFIX = 'm|';

function createCells(): Cells {
  return {
    changed: false,
    counts: new Int32Array(CELLS),
    times: null,
    users: createDistinctSketch(DISTINCT_K),
    addresses: createDistinctSketch(DISTINCT_K),
  };
}

function count(into: Cells, record: LogRecord): void {
  const cell = (CELL_OF_CATEGORY.get(record.category) ?? 0) + (OFFSET_OF_LEVEL.get(record.level) ?? 0);
  into.counts[cell] = (into.counts[cell] ?? 0) + 1;
  if (record.response_time !== undefined) {
    into.times ??= createQuantileSketch();
    into.times.add(record.response_time);
  }
  if (record.user_id !== undefined) into.users.add(record.user_id);
  if (record.ip_address !== undefined) into.addresses.add(record.ip_address);
}

function base64(sketch: QuantileSketch): string {
  return Buffer.from(sketch.encode()).toString('base64');
}

function summarise(service: string, start: number, kind: ServiceWindow['kind'], cells: Cells): ServiceWindow {
  const summary: ServiceWindow = {
    service,
    from: formatTime(start),
    to: formatTime(start + WINDOW_MS),
    kind,
    count: 0,
    errors: 0,
    by_category: {},
    distinct_users: cells.users.estimate(),
    distinct_addresses: cells.addresses.estimate(),
    response_time: null,
  };
  for (const [cell, amount] of cells.counts.entries()) {
    if (amount === 0) continue;
    const category = CATEGORIES[Math.floor(cell / LEVELS.length)] ?? 'General';
    const level = cell % LEVELS.length;
    summary.count += amount;
    if (level >= FIRST_ERROR_LEVEL) summary.errors += amount;
    summary.by_category[category] = { ...summary.by_category[category], [LEVELS[level] ?? 'info']: amount };
  }
  const { times } = cells;
  if (times) {
    const [p50, p95, p99] = [times.quantile(0.5), times.quantile(0.95), times.quantile(0.99)];
    summary.response_time = { count: times.count, p50, p95, p99, sketch: base64(times) };
  }
  return summary;
}

function encode(cells: Cells): string {
  const encoded: EncodedCells = { n: [...cells.counts], u: cells.users.encode(), a: cells.addresses.encode() };
  if (cells.times) encoded.t = base64(cells.times);
  return JSON.stringify(encoded);
}

function decode(value: string): Cells {
  const encoded = JSON.parse(value) as EncodedCells;
  const cells = createCells();
  cells.counts.set(encoded.n.slice(0, CELLS));
  if (encoded.t) cells.times = decodeQuantileSketch(Buffer.from(encoded.t, 'base64'));
  cells.users.merge(encoded.u);
  cells.addresses.merge(encoded.a);
  return cells;
}

export function createServiceWindows(graceMs: number): ServiceWindows {
  const open = new Map<number, Map<string, Cells>>();
  const changed = new Map<string, Cells | null>();
  let corrections = new Map<string, { service: string; start: number; cells: Cells }>();

  const servicesOf = (start: number): Map<string, Cells> => getOrCreate(open, start, () => new Map());
  /** The service that a log is counted under: when there are too many in a minute, the rest share one name. */
  const placeOf = (start: number, service: string): string => {
    const services = servicesOf(start);
    return services.has(service) || services.size < MAX_SERVICES ? service : OTHER_SERVICES;
  };
  const cellsOf = (start: number, service: string): Cells => getOrCreate(servicesOf(start), service, createCells);
  const keyOf = (start: number, service: string): string => `${SERVICE_WINDOW_PREFIX}${start}|${service}`;
  const correct = (record: LogRecord, start: number): void => {
    const service = corrections.size < MAX_SERVICES ? record.service : OTHER_SERVICES;
    const correction = getOrCreate(corrections, keyOf(start, service), () => ({
      service,
      start,
      cells: createCells(),
    }));
    count(correction.cells, record);
  };

  return {
    add(record, time, watermark) {
      const start = Math.floor(time / WINDOW_MS) * WINDOW_MS;
      if (start + WINDOW_MS + graceMs <= watermark) {
        correct(record, start);
        return 'late';
      }
      const service = placeOf(start, record.service);
      const cells = cellsOf(start, service);
      count(cells, record);
      if (!cells.changed) {
        cells.changed = true;
        changed.set(keyOf(start, service), cells);
      }
      return 'counted';
    },
    takeClosed(watermark) {
      const closed = [...corrections.values()].map((each) =>
        summarise(each.service, each.start, 'correction', each.cells),
      );
      corrections = new Map();
      for (const [start, services] of open) {
        if (start + WINDOW_MS + graceMs > watermark) continue;
        for (const [service, cells] of services) {
          closed.push(summarise(service, start, 'closed', cells));
          changed.set(keyOf(start, service), null);
        }
        open.delete(start);
      }
      return closed;
    },
    takeChanges() {
      const changes = [...changed].map(([key, cells]) => {
        if (cells) cells.changed = false;
        return { key, value: cells && encode(cells) };
      });
      changed.clear();
      return changes;
    },
    restore(key, value) {
      const rest = key.slice(SERVICE_WINDOW_PREFIX.length);
      const cut = rest.indexOf('|');
      const start = Number(rest.slice(0, cut));
      servicesOf(start).set(rest.slice(cut + 1), decode(value));
    },
  };
}
