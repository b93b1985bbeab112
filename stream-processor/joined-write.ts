import type { LogStore, WriteResult } from '../core/log-store.ts';
import type { LogRecord } from '../core/record.ts';

export interface JoinedWriteOptions {
  store: Pick<LogStore, 'write'>;
  /** Calls are joined up to so many records; a larger one is written alone. */
  maxRecords: number;
  onWritten(result: WriteResult): void;
}

/** Resolves with those of the call's records that can never be stored, once the others are. @throws what the store throws */
export type JoinedWrite = (records: readonly LogRecord[]) => Promise<WriteResult['rejected']>;

interface Call {
  records: readonly LogRecord[];
  resolve(rejected: WriteResult['rejected']): void;
  reject(error: unknown): void;
}

/** Calls of one turn of the event loop become one write of the store: fewer blocks to make, to search and to merge. */
export function createJoinedWrite({ store, maxRecords, onWritten }: JoinedWriteOptions): JoinedWrite {
  let waiting: Call[] = [];
  let count = 0;

  const flush = async (): Promise<void> => {
    const calls = waiting;
    waiting = [];
    count = 0;
    if (calls.length === 0) return;
    try {
      const result = await store.write(calls.flatMap(({ records }) => records));
      onWritten(result);
      answer(calls, result);
    } catch (error) {
      for (const { reject } of calls) reject(error);
    }
  };

  return (records) =>
    new Promise((resolve, reject) => {
      if (count + records.length > maxRecords) flush();
      if (waiting.length === 0) setImmediate(flush);
      waiting.push({ records, resolve, reject });
      count += records.length;
    });
}

function answer(calls: readonly Call[], { rejected }: WriteResult): void {
  let begin = 0;
  for (const { records, resolve } of calls) {
    const first = begin;
    const end = begin + records.length;
    const own = rejected.filter(({ index }) => index >= first && index < end);
    resolve(own.map(({ index, reason }) => ({ index: index - first, reason })));
    begin = end;
  }
}
