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
const CHUNK_DOCUMENTS = 4096;
const CHUNK_CHARS = 4_000_000;
const IN_FLIGHT = 2;
const PATIENCE_MS = 30_000;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

/** A document on its way. */
interface Entry {
  /** Place in the call. */
  place: number;
  document: LogDocument;
  line: string;
  /** Whether the server refused it with everything, and is given the bare document now. */
  bare: boolean;
}

interface Outcome {
  stored: number;
  duplicates: number;
  rejected: { index: number; reason: string }[];
}

interface BulkItem {
  status: number;
  error?: Failure;
}

/** Writes records idempotently and makes them findable. @throws PipelineError as LogStore.write says */
export type BulkWriter = (records: readonly LogRecord[]) => Promise<WriteResult>;

export function createBulkWriter(options: BulkWriterOptions): BulkWriter {
  const { client, alias, clock = systemClock, patienceMs = PATIENCE_MS, closing } = options;

  const { refresh } = createRefresher({
    ask: (index) => client.indices.refresh({ index, ignore_unavailable: true }),
    clock,
    ...(closing && { closing }),
  });

  return async (records) => {
    const outcome: Outcome = { stored: 0, duplicates: 0, rejected: [] };
    const indices = new Map<string, string>();
    const chunks = chunked(prepare(records, alias, indices, outcome));
    const deadline = clock.now() + patienceMs;
    const retry = createRetry(clock, deadline, closing);
    const target: Target = { client, outcome, retry };
    const work = async (): Promise<void> => {
      for (const chunk of chunks) await sendChunk(target, chunk);
    };
    await allSettled(Array.from({ length: IN_FLIGHT }, work));
    if (indices.size > 0) await retry(() => refresh(indices.values()));
    outcome.rejected.sort((a, b) => a.index - b.index);
    return outcome;
  };
}

/** Waits for all, also when one fails: nothing of a call is under way once it has answered. */
async function allSettled(work: readonly Promise<void>[]): Promise<void> {
  for (const result of await Promise.allSettled(work)) if (result.status === 'rejected') throw result.reason;
}

/** What is sent of the records, made when it is asked for; notes the index of each day among them. */
function* prepare(
  records: readonly LogRecord[],
  alias: string,
  indices: Map<string, string>,
  outcome: Outcome,
): Generator<Entry> {
  const seen = new Set<string>();
  for (const [place, record] of records.entries()) {
    const document = toDocument(record);
    if (typeof document === 'string') outcome.rejected.push({ index: place, reason: document });
    else if (seen.has(document.id)) outcome.duplicates++;
    else {
      seen.add(document.id);
      const index = getOrCreate(indices, document.day, () => indexOfDay(alias, document.day));
      const line = `{"create":{"_index":"${index}","_id":"${document.id}"}}\n${document.source}`;
      yield { place, document, line, bare: false };
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

/** Does something again, with growing pauses, while it fails in a way that may pass. */
type Retry = <T>(work: () => Promise<T>) => Promise<T>;

function createRetry(clock: Clock, deadline: number, closing: AbortSignal | undefined): Retry {
  return async (work) => {
    for (let longest = FIRST_PAUSE_MS; ; longest = Math.min(longest * 2, LONGEST_PAUSE_MS)) {
      try {
        return await work();
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
  const isTaken = await retry(async () => {
    while (pending.length > 0) {
      const items = await sendOnce(target, pending);
      if (items === null) return false;
      const { again, busy } = sortOut(pending, items, outcome);
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
    target.outcome.rejected.push({ index: only.place, reason: 'Elasticsearch finds it too large (413)' });
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
    if (status < 300) outcome.stored++;
    else if (status === 409) outcome.duplicates++;
    else if (isAboutDocument(status, error) && !entry.bare) again.push(bareEntry(entry));
    else if (isAboutDocument(status, error)) {
      outcome.rejected.push({ index: entry.place, reason: describeFailure(error).slice(0, 1_000) });
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
