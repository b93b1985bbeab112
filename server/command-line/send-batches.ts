import { type Clock, systemClock } from '../../core/clock.ts';
import type { PipelineError } from '../../core/errors.ts';
import { readRetryAfter } from '../../core/retry-after.ts';
import { type ApiClient, errorOf } from './api-client.ts';
import { inBatches } from './in-batches.ts';
import type { InputLine } from './read-lines.ts';

const ANSWER_TIMEOUT_MS = 60_000;
const FIRST_WAIT_MS = 250;
const MAX_WAIT_MS = 15_000;
const LEAST_WAIT_MS = 50;
const NEWLINE = Buffer.from('\n');

export type LineFormat = 'ndjson' | 'text';

/** Why one line was not taken. */
export interface Refusal {
  file: string;
  line: number;
  code: string;
  message: string;
}

export interface SendProgress {
  lines: number;
  bytes: number;
  accepted: number;
  rejected: number;
}

export interface SendOptions {
  api: ApiClient;
  /** Default: NDJSON when the first line is a JSON object, text otherwise. */
  format?: LineFormat | undefined;
  /** For logs that name none. */
  service?: string | undefined;
  /** How long one batch is tried again, ms. */
  retryForMs: number;
  onProgress(progress: Readonly<SendProgress>): void;
  onRefusal(refusal: Refusal): void;
  /** Told before a batch is tried again. */
  onWait(reason: string, ms: number): void;
  /** Default: the machine's. */
  clock?: Clock;
}

function formatOf(bytes: Buffer): LineFormat {
  try {
    const value: unknown = JSON.parse(bytes.toString().replace(/^\uFEFF/, ''));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? 'ndjson' : 'text';
  } catch {
    return 'text';
  }
}

interface Attempt {
  response?: Response;
  error?: PipelineError;
  waitMs?: number;
}

/** An answer that counts, or how long to wait for the next try. */
async function attempt(api: ApiClient, path: string, init: RequestInit, nowMs: number): Promise<Attempt> {
  try {
    const response = await api.request(path, { ...init, signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) });
    if (![429, 502, 503, 504].includes(response.status)) return { response };
    const waitMs = readRetryAfter(response.headers.get('retry-after'), nowMs);
    const error = await errorOf(response);
    return waitMs === null ? { error } : { error, waitMs: Math.max(waitMs, LEAST_WAIT_MS) };
  } catch (error) {
    return { error: error as PipelineError };
  }
}

async function post(path: string, init: RequestInit, options: SendOptions, isFirst: boolean): Promise<Response> {
  const { clock = systemClock } = options;
  const deadline = clock.now() + options.retryForMs;
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * 2, MAX_WAIT_MS)) {
    const { response, error, waitMs = wait } = await attempt(options.api, path, init, clock.now());
    if (response) return response;
    // a server that was never there is told of at once; one that went away may come back
    const isAbsent = isFirst && error?.details?.cause === 'ECONNREFUSED';
    if (isAbsent || clock.now() + waitMs > deadline) throw error;
    options.onWait(error?.message ?? '', waitMs);
    await clock.sleep(waitMs);
  }
}

interface Rejected {
  index: number;
  code: string;
  message: string;
}

async function rejectedOf(response: Response, batch: readonly InputLine[]): Promise<Rejected[]> {
  if (response.ok) return ((await response.json()) as { rejected: Rejected[] }).rejected;
  const error = await errorOf(response);
  if (Array.isArray(error.details?.rejected)) return error.details.rejected as Rejected[];
  // a line alone in its batch can be the fault; what concerns them all ends the sending
  if (batch.length > 1 || response.status >= 500 || response.status === 401 || response.status === 404) throw error;
  return [{ index: 0, code: error.code, message: error.message }];
}

/**
 * Sends lines in their order, and resolves with exact counts once every batch was answered: `lines = accepted + rejected`.
 * A batch whose answer was lost is sent again, and its logs may then be there twice.
 * @throws PipelineError when a batch cannot be delivered; the progress told before it stands.
 */
export async function sendLines(lines: AsyncIterable<InputLine>, options: SendOptions): Promise<SendProgress> {
  const progress: SendProgress = { lines: 0, bytes: 0, accepted: 0, rejected: 0 };
  let { format } = options;
  const path = options.service ? `/api/v1/logs?service=${encodeURIComponent(options.service)}` : '/api/v1/logs';
  for await (const batch of inBatches(lines, options.clock ?? systemClock)) {
    format ??= formatOf(batch[0]?.bytes ?? Buffer.alloc(0));
    const headers = { 'content-type': format === 'text' ? 'text/plain' : 'application/x-ndjson' };
    const body = Buffer.concat(batch.flatMap(({ bytes }) => [bytes, NEWLINE]));
    const response = await post(path, { method: 'POST', headers, body }, options, progress.lines === 0);
    const rejected = await rejectedOf(response, batch);
    for (const { index, code, message } of rejected) {
      const { file, number } = batch[index] ?? { file: '-', number: 0 };
      options.onRefusal({ file, line: number, code, message });
    }
    progress.lines += batch.length;
    progress.bytes += body.length;
    progress.rejected += rejected.length;
    progress.accepted += batch.length - rejected.length;
    options.onProgress(progress);
  }
  return progress;
}
