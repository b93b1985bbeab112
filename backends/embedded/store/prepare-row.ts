import type { LogRecord } from '../../../core/record.ts';
import { formatRecordId, parseRecordId } from '../../../core/record-id.ts';
import { isRepresentable, parseTime } from '../../../core/time.ts';
import type { Row } from './block-format.ts';

/** The record with its id and times taken apart, or why it can never be stored. */
export function prepareRow(record: LogRecord): Row | string {
  const id = parseRecordId(record.id);
  if (!id || formatRecordId(id.epoch, id.partition, id.offset) !== record.id) return `'${record.id}' is no record id`;
  const timestamp = parseTime(record.timestamp);
  const receivedAt = parseTime(record.received_at);
  const processedAt = parseTime(record.processed_at);
  if (!isRepresentable(timestamp) || !isRepresentable(receivedAt) || !isRepresentable(processedAt)) {
    return 'timestamp, received_at or processed_at is no time';
  }
  if (typeof record.message !== 'string') return 'message is no text';
  return { record, timestamp, receivedAt, processedAt, ...id };
}
