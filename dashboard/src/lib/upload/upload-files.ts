import type { Clock } from '../../../../core/clock.ts';
import { type LogBody, partsOf } from './log-bodies.ts';
import { FileFault } from './read-text.ts';
import type { SendLogs, SendOutcome } from './send-outcome.ts';
import { openBooks, type UploadBooks, type UploadProgress } from './upload-progress.ts';

export interface UploadOptions {
  send: SendLogs;
  clock: Clock;
  signal: AbortSignal;
  /** Said of a log that is larger than a log may be. */
  tooLarge: string;
  onProgress(progress: UploadProgress): void;
}

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 15_000;

/** The server takes nothing of this, now or later. */
class UploadRefused extends Error {
  readonly outcome: SendOutcome & { kind: 'refused' };

  constructor(outcome: SendOutcome & { kind: 'refused' }) {
    super(outcome.message);
    this.outcome = outcome;
  }
}

const halvesOf = ({ shape, items }: LogBody): LogBody[] => {
  const middle = Math.ceil(items.length / 2);
  return [items.slice(0, middle), items.slice(middle)].map((half) => ({ shape, items: half }));
};

/** Sends logs of the file until they are answered for. @throws UploadRefused; what the signal was aborted with */
async function deliver(body: LogBody, index: number, books: UploadBooks, options: UploadOptions): Promise<void> {
  const { send, clock, signal } = options;
  let isUnknown = false;
  for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
    signal.throwIfAborted();
    books.inHand(index, body);
    const outcome = await send(body, signal);
    if (outcome.kind === 'unknown') isUnknown = true;
    else if (!isUnknown) books.inHand(index, null);
    if (outcome.kind === 'taken') return books.answered(index, body, outcome.rejected, isUnknown);
    if (outcome.kind === 'refused') throw new UploadRefused(outcome);
    if (outcome.kind === 'too large') return deliverLess(body, outcome, index, books, options);
    const pause = { message: outcome.message, waitMs: (outcome.kind === 'later' ? outcome.waitMs : null) ?? waitMs };
    books.tell({ pause });
    await clock.sleep(pause.waitMs, signal);
  }
}

async function deliverLess(
  body: LogBody,
  { code, message }: SendOutcome & { kind: 'too large' },
  index: number,
  books: UploadBooks,
  options: UploadOptions,
): Promise<void> {
  const [only, second] = body.items;
  if (only && !second) return books.refuse(index, only.line, code, message);
  for (const half of halvesOf(body)) await deliver(half, index, books, options);
}

async function uploadFile(file: File, index: number, books: UploadBooks, options: UploadOptions): Promise<void> {
  books.file(index, { state: 'sending' });
  try {
    for await (const part of partsOf(file, (bytes) => books.read(index, bytes))) {
      options.signal.throwIfAborted();
      if ('items' in part) await deliver(part, index, books, options);
      else books.refuse(index, part.tooLargeLine, 'record_too_large', options.tooLarge);
    }
    books.file(index, { state: 'done' });
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    books.file(index, { state: 'stopped', fault: error.reason });
  }
}

/**
 * Sends the logs of files one after another, each in its order, and resolves when all was answered for, or it was cancelled, or the
 * server refused: the last progress told says which. It waits as long as the server asks for. What was answered is never sent again;
 * what was not is, since the server knows no number of a request by which it could tell that it has it already.
 */
export async function uploadFiles(files: readonly File[], options: UploadOptions): Promise<void> {
  const books = openBooks(files, options.onProgress);
  try {
    for (const [index, file] of files.entries()) await uploadFile(file, index, books, options);
    books.tell({ state: 'done' });
  } catch (error) {
    const isRefused = error instanceof UploadRefused;
    if (!isRefused && !options.signal.aborted) throw error;
    const files = books.progress.files.map((file) =>
      file.state === 'done' ? file : { ...file, state: 'stopped' as const },
    );
    const ended = { files, pause: null };
    if (isRefused) books.tell({ ...ended, state: 'failed', failure: error.outcome });
    else books.tell({ ...ended, state: 'cancelled' });
  }
}
