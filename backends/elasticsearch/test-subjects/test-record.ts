import type { LogRecord } from '../../../core/record.ts';
import { plainRecord } from '../../contract/plain-record.ts';

const START = Date.UTC(2026, 10, 20, 10);

/** A plain record, a second after the one before it. */
export function testRecord(offset: number, changes: Partial<LogRecord> = {}): LogRecord {
  return plainRecord(offset, START + offset * 1_000, changes);
}

export const testRecords = (count: number, changes: (offset: number) => Partial<LogRecord> = () => ({})): LogRecord[] =>
  Array.from({ length: count }, (_, offset) => testRecord(offset, changes(offset)));

/** Everything, oldest first. */
export const EVERYTHING = {
  from: 0,
  to: Date.UTC(2040, 0),
  query: { kind: 'all' as const },
  limit: 10_000,
  order: 'asc' as const,
};
