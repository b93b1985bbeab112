import { type Clock, systemClock } from '../../core/clock.ts';
import { PipelineError } from '../../core/errors.ts';
import { getOrCreate } from '../../core/get-or-create.ts';
import type { WriteResult } from '../../core/log-store.ts';
import type { LogRecord } from '../../core/record.ts';
import type { ElasticsearchClient } from './client.ts';
import { type LogDocument, toDocument } from './document.ts';
import { describeFailure, errorOfStatus, type Failure, isTooLarge, toPipelineError } from './errors.ts';
import { indexOfDay } from './log-index.ts';
import { createRefresher } from './refresher.ts';

export interface BulkWriterOptions {
  client: ElasticsearchClient;
  alias: string;
  /** How long one call goes on trying what is not taken now. Default 30 s. */
  patienceMs?: number;
  clock?: Clock;
  /** When it fires, nothing is tried again. */
  closing?: AbortSignal;
}

/** Documents of one request. More than one request is under way at a time: the server then works on all its cores. */
const CHUNK_DOCUMENTS = 2048;
const CHUNK_CHARS = 4_000_000;
const IN_FLIGHT = 3;
const PATIENCE_MS = 30_000;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;
/** Several batches of all partitions. */
const MOST_KNOWN = 200_000;

/** A document on its way. */
interface Entry {
  document: LogDocument;
  line: string;
  /** Whether the server refused it with everything, and is given the bare document now. */
  bare: boolean;
}

/** What became of a document for good. */
type Settlement = 'stored' | 'duplicate' | { reason: string };

interface Outcome {
  /** By id. */
  settled: Map<string, Settlement>;
  /** Of ids that the call has twice, and what is no record. */
  aside: Pick<WriteResult, 'duplicates'> & { rejected: { index: number; reason: string }[] };
}

interface BulkItem {
  status: number;
  error?: Failure;
}

/** Writes records idempotently and makes them findable. @throws PipelineError as LogStore.write says */
export type BulkWriter = (records: readonly LogRecord[]) => Promise<WriteResult>;

export function createBulkWriter(options: BulkWriterOptions): BulkWriter {
  const { client, alias, clock = systemClock, patienceMs = PATIENCE_MS, closing } = options;

  /** Of calls that failed: the same records come again, and what was settled needs not be sent again. */
  const known = new Map<string, Settlement>();
  const { refresh } = createRefresher({
    ask: (index) => client.indices.refresh({ index, ignore_unavailable: true }),
    clock,
    ...(closing && { closing }),
  });

  return async (records) => {
    const outcome: Outcome = { settled: new Map(), aside: { duplicates: 0, rejected: [] } };
    const indices = new Set<string>();
    const places = new Map<string, number>();
    const deadline = clock.now() + patienceMs;
    const retry = createRetry(clock, deadline, closing);
    const target: Target = { client, outcome, retry };
    const chunks = chunked(prepare({ records, alias, known, outcome, places, indices }));
    const work = async (): Promise<void> => {
      for (const chunk of chunks) await sendChunk(target, chunk);
    };
    try {
      await allSettled(Array.from({ length: IN_FLIGHT }, work));
      if (indices.size > 0) await retry(() => refresh(indices.values()));
    } catch (error) {
      remember(known, outcome);
      throw error;
    }
    for (const id of places.keys()) known.delete(id);
    return resultOf(outcome, places);
  };
}

function remember(known: Map<string, Settlement>, { settled }: Outcome): void {
  // what belongs to somebody else by now never comes again
  if (known.size + settled.size > MOST_KNOWN) known.clear();
  for (const [id, settlement] of settled) known.set(id, settlement);
}

function resultOf({ settled, aside }: Outcome, places: ReadonlyMap<string, number>): WriteResult {
  const rejected = [...aside.rejected];
  const counts = { stored: 0, duplicates: aside.duplicates };
  for (const [id, settlement] of settled) {
    if (settlement === 'stored') counts.stored++;
    else if (settlement === 'duplicate') counts.duplicates++;
    else rejected.push({ index: places.get(id) ?? 0, reason: settlement.reason });
  }
  return { ...counts, rejected: rejected.sort((a, b) => a.index - b.index) };
}

/** Waits for all, also when one fails: nothing of a call is under way once it has answered. */
async function allSettled(work: readonly Promise<void>[]): Promise<void> {
  for (const result of await Promise.allSettled(work)) if (result.status === 'rejected') throw result.reason;
}

interface Preparation {
  records: readonly LogRecord[];
  alias: string;
  known: ReadonlyMap<string, Settlement>;
  outcome: Outcome;
  /** Where each id stands in the call; filled here. */
  places: Map<string, number>;
  /** Where the call's documents are or go; filled here. */
  indices: Set<string>;
}

/** Makes the documents one by one as they are asked for: the server works on the first while the next are made. */
function* prepare({ records, alias, known, outcome, places, indices }: Preparation): Generator<Entry> {
  const { settled, aside } = outcome;
  const indexOf = new Map<string, string>();
  for (const [place, record] of records.entries()) {
    const document = toDocument(record);
    if (typeof document === 'string') {
      aside.rejected.push({ index: place, reason: document });
      continue;
    }
    if (places.has(document.id)) {
      aside.duplicates++;
      continue;
    }
    places.set(document.id, place);
    const index = getOrCreate(indexOf, document.day, () => indexOfDay(alias, document.day));
    indices.add(index);
    const before = known.get(document.id);
    if (before !== undefined) settled.set(document.id, before);
    else {
      const line = `{"create":{"_index":"${index}","_id":"${document.id}"}}\n${document.source}`;
      yield { document, line, bare: false };
    }
  }
}

function* chunked(entries: Iterable<Entry>): Generator<Entry[]> {
  let chunk: Entry[] = [];
  let chars = 0;
  for (const entry of entries) {
    if (chunk.length === CHUNK_DOCUMENTS || (chunk.length > 0 && chars + entry.line.length > CHUNK_CHARS)) {
      yield chunk;
      chunk = [];
      chars = 0;
    }
    chunk.push(entry);
    chars += entry.line.length;
  }
  if (chunk.length > 0) yield chunk;
}

/** Does something again while it fails in a way that may pass, with pauses that grow unless it says that it gets on. */
type Retry = <T>(work: (getsOn: () => void) => Promise<T>) => Promise<T>;

function createRetry(clock: Clock, deadline: number, closing: AbortSignal | undefined): Retry {
  return async (work) => {
    for (let longest = FIRST_PAUSE_MS; ; longest = Math.min(longest * 2, LONGEST_PAUSE_MS)) {
      try {
        return await work(() => {
          longest = FIRST_PAUSE_MS;
        });
      } catch (thrown) {
        const error = toPipelineError(thrown);
        const pause = longest * (0.5 + Math.random() / 2);
        const isOver = closing?.aborted || clock.now() + pause > deadline;
        if (isOver || !(error instanceof PipelineError) || !error.retryable) throw error;
        await clock.sleep(pause, closing);
      }
    }
  };
}

/** Where the chunks of a call go, and what is done with the answers. */
interface Target {
  client: ElasticsearchClient;
  outcome: Outcome;
  retry: Retry;
}

/** Sends until every entry has an outcome. */
async function sendChunk(target: Target, chunk: readonly Entry[]): Promise<void> {
  const { outcome, retry } = target;
  let pending = chunk;
  const isTaken = await retry(async (getsOn) => {
    while (pending.length > 0) {
      const items = await sendOnce(target, pending);
      if (items === null) return false;
      const { again, busy } = sortOut(pending, items, outcome);
      if (again.length < pending.length) getsOn();
      pending = again;
      if (busy) throw busy;
    }
    return true;
  });
  if (!isTaken) await splitChunk(target, pending);
}

async function splitChunk(target: Target, chunk: readonly Entry[]): Promise<void> {
  const [only] = chunk;
  if (only && chunk.length === 1) {
    target.outcome.settled.set(only.document.id, { reason: 'Elasticsearch finds it too large (413)' });
    return;
  }
  const half = Math.ceil(chunk.length / 2);
  await sendChunk(target, chunk.slice(0, half));
  await sendChunk(target, chunk.slice(half));
}

/** Null: the server finds the request too large. */
async function sendOnce({ client }: Target, entries: readonly Entry[]): Promise<readonly BulkItem[] | null> {
  const items = await askBulk(client, entries);
  if (items === null || (items.length === entries.length && !items.includes(undefined)))
    return items as BulkItem[] | null;
  throw new PipelineError('unavailable', 'Elasticsearch answered for other documents than it was given.');
}

async function askBulk(client: ElasticsearchClient, entries: readonly Entry[]) {
  const operations = entries.map(({ line }) => line);
  const request = { operations, filter_path: ['items.*.status', 'items.*.error'] };
  try {
    const { items = [] } = await client.bulk(request, { maxRetries: 0 });
    return items.map((item) => item.create as BulkItem | undefined);
  } catch (error) {
    if (isTooLarge(error)) return null;
    throw error;
  }
}

/** Counts what has its outcome. What has not is in `again`; `busy` is the reason when it should not be sent at once. */
function sortOut(entries: readonly Entry[], items: readonly BulkItem[], outcome: Outcome) {
  const again: Entry[] = [];
  let busy: PipelineError | null = null;
  for (const [at, entry] of entries.entries()) {
    const { status, error } = items[at] as BulkItem;
    if (status < 300) outcome.settled.set(entry.document.id, 'stored');
    else if (status === 409) outcome.settled.set(entry.document.id, 'duplicate');
    else if (isAboutDocument(status, error) && !entry.bare) again.push(bareEntry(entry));
    else if (isAboutDocument(status, error)) {
      outcome.settled.set(entry.document.id, { reason: describeFailure(error).slice(0, 1_000) });
    } else {
      again.push(entry);
      busy ??= errorOfStatus(status, error);
    }
  }
  return { again, busy };
}

/** Rather than about the index or the cluster, which may answer 400 as well, such as when it has too many shards. */
function isAboutDocument(status: number, error: Failure | undefined): boolean {
  return status === 413 || (status === 400 && /pars(?:e|ing)|mapp|illegal_argument/.test(error?.type ?? ''));
}

function bareEntry(entry: Entry): Entry {
  const head = entry.line.slice(0, entry.line.indexOf('\n') + 1);
  return { ...entry, line: head + entry.document.bareSource(), bare: true };
}
