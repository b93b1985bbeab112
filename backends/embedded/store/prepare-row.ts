import type { LogRecord } from '../../../core/record.ts';
import { formatRecordId, parseRecordId } from '../../../core/record-id.ts';
import { isRepresentable, parseTime } from '../../../core/time.ts';
import type { Row, Source } from './block-format.ts';

const MAX_SOURCES = 1_000;
const MAX_OFFSET_DIGITS = 15;
const sources = new Map<string, Source>();

/** One object for each epoch and partition, so that comparing sources is comparing objects; null when it is none. */
export function findSource(key: string): Source | null {
  const known = sources.get(key);
  if (known) return known;
  const parsed = parseRecordId(`${key}-0`);
  if (!parsed || formatRecordId(parsed.epoch, parsed.partition, 0) !== `${key}-0`) return null;
  if (sources.size >= MAX_SOURCES) sources.clear();
  const source: Source = { key, epoch: parsed.epoch, partition: parsed.partition };
  sources.set(key, source);
  return source;
}

/** The number that the digits from `at` on spell without leading zeros, or -1. */
function readOffset(id: string, at: number): number {
  const digits = id.length - at;
  if (digits < 1 || digits > MAX_OFFSET_DIGITS || (digits > 1 && id.charCodeAt(at) === 48)) return -1;
  let offset = 0;
  for (let index = at; index < id.length; index++) {
    const digit = id.charCodeAt(index) - 48;
    if (digit < 0 || digit > 9) return -1;
    offset = offset * 10 + digit;
  }
  return offset;
}

/** The record with its id and times taken apart, or why it can never be stored. */
export function prepareRow(record: LogRecord): Row | string {
  const { id } = record;
  const dash = typeof id === 'string' ? id.lastIndexOf('-') : -1;
  const source = dash > 0 ? findSource(id.slice(0, dash)) : null;
  const offset = source ? readOffset(id, dash + 1) : -1;
  if (!source || offset < 0) return `'${id}' is no record id`;
  const timestamp = parseTime(record.timestamp);
  const receivedAt = parseTime(record.received_at);
  const processedAt = parseTime(record.processed_at);
  if (!isRepresentable(timestamp) || !isRepresentable(receivedAt) || !isRepresentable(processedAt)) {
    return 'timestamp, received_at or processed_at is no time';
  }
  if (typeof record.message !== 'string') return 'message is no text';
  return { record, timestamp, receivedAt, processedAt, source, offset };
}
