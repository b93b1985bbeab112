import type { LogBody } from './log-bodies.ts';
import type { FileFaultReason } from './read-text.ts';
import type { Rejected } from './send-outcome.ts';

/** Tells a file from others; the same file that is chosen again has the same. */
export function fileIdOf({ name, size, lastModified }: File): string {
  return `${name} ${size} ${lastModified}`;
}

export interface FileProgress {
  id: string;
  name: string;
  bytes: number;
  readBytes: number;
  state: 'waiting' | 'sending' | 'done' | 'stopped';
  /** Why the rest of it could not be read. */
  fault: FileFaultReason | null;
  accepted: number;
  rejected: number;
  /** Up to this line all was answered. */
  line: number;
}

/** A log that was not taken. */
export interface Refusal {
  file: string;
  line: number;
  code: string;
  message: string;
}

export interface UploadProgress {
  state: 'sending' | 'done' | 'cancelled' | 'failed';
  files: readonly FileProgress[];
  /** The first of them; all are counted at their files. */
  refusals: readonly Refusal[];
  /** Why nothing is sent for the moment. */
  pause: { message: string; waitMs: number } | null;
  /** Why it ended before its time. */
  failure: { status: number; message: string } | null;
  /** Logs that were sent again because no answer had come: the server may have them twice. */
  maybeTwice: number;
  /** Lines for which no answer came before the end: the server may have them or not. */
  unanswered: { file: string; from: number; to: number } | null;
}

/** How an upload ended; null while it goes on. Where a file could not be read, it is not done. */
export function endOf({ state, files }: UploadProgress): 'done' | 'partly' | 'cancelled' | 'failed' | null {
  if (state === 'sending') return null;
  return state === 'done' && files.some(({ fault }) => fault !== null) ? 'partly' : state;
}

/** More would only fill the page. */
const KEPT_REFUSALS = 200;

/** Keeps the books of an upload, and tells of each change. */
export interface UploadBooks {
  readonly progress: UploadProgress;
  /** Changes a file. */
  file(index: number, change: Partial<FileProgress>): void;
  read(index: number, bytes: number): void;
  /** This much is on its way; null when nothing is. */
  inHand(index: number, body: LogBody | null): void;
  /** The answer for logs of a file, which may have been sent before without one. */
  answered(index: number, body: LogBody, rejected: readonly Rejected[], wasSentBefore: boolean): void;
  refuse(index: number, line: number, code: string, message: string): void;
  tell(change: Partial<UploadProgress>): void;
}

const begin = (files: readonly File[]): UploadProgress => ({
  state: 'sending',
  files: files.map((file) => ({
    id: fileIdOf(file),
    name: file.name,
    bytes: file.size,
    readBytes: 0,
    state: 'waiting',
    fault: null,
    accepted: 0,
    rejected: 0,
    line: 0,
  })),
  refusals: [],
  pause: null,
  failure: null,
  maybeTwice: 0,
  unanswered: null,
});

export function openBooks(files: readonly File[], onProgress: (progress: UploadProgress) => void): UploadBooks {
  let progress = begin(files);
  const tell = (change: Partial<UploadProgress>): void => {
    progress = { ...progress, ...change };
    onProgress(progress);
  };
  const changed = (index: number, change: (file: FileProgress) => Partial<FileProgress>): readonly FileProgress[] =>
    progress.files.map((file, at) => (at === index ? { ...file, ...change(file) } : file));
  const withRefusals = (more: readonly Refusal[]): readonly Refusal[] =>
    progress.refusals.length >= KEPT_REFUSALS
      ? progress.refusals
      : [...progress.refusals, ...more].slice(0, KEPT_REFUSALS);
  const nameOf = (index: number): string => progress.files[index]?.name ?? '';
  return {
    get progress() {
      return progress;
    },
    tell,
    file: (index, change) => tell({ files: changed(index, () => change) }),
    read: (index, bytes) => tell({ files: changed(index, ({ readBytes }) => ({ readBytes: readBytes + bytes })) }),
    inHand(index, body) {
      const [from, to] = [body?.items[0]?.line ?? 0, body?.items.at(-1)?.line ?? 0];
      tell({ unanswered: body && { file: nameOf(index), from, to } });
    },
    answered(index, { items }, rejected, wasSentBefore) {
      const refusals = rejected.map(({ index: at, code, message }) => {
        return { file: nameOf(index), line: items[at]?.line ?? 0, code, message };
      });
      tell({
        files: changed(index, (file) => ({
          accepted: file.accepted + items.length - rejected.length,
          rejected: file.rejected + rejected.length,
          line: items.at(-1)?.line ?? file.line,
        })),
        refusals: withRefusals(refusals),
        maybeTwice: progress.maybeTwice + (wasSentBefore ? items.length - rejected.length : 0),
        unanswered: null,
        pause: null,
      });
    },
    refuse(index, line, code, message) {
      tell({
        files: changed(index, ({ rejected }) => ({ rejected: rejected + 1, line })),
        refusals: withRefusals([{ file: nameOf(index), line, code, message }]),
        unanswered: null,
        pause: null,
      });
    },
  };
}
