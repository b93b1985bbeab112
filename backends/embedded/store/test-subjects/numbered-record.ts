import type { LogRecord } from '../../../../core/record.ts';
import { CATEGORIES, LEVELS } from '../../../../core/record.ts';
import { formatTime } from '../../../../core/time.ts';

/** Time of record 0, epoch ms; each next one is a second later. */
export const FIRST_TIME = Date.UTC(2026, 10, 20);

/** The record that stands at this offset: always the same one. */
export function numberedRecord(offset: number): LogRecord {
  const timestamp = formatTime(FIRST_TIME + offset * 1_000);
  return {
    id: `n-0-${offset}`,
    timestamp,
    level: LEVELS[offset % 6] ?? 'info',
    service: `service-${offset % 7}`,
    message: `request ${offset} of user ${offset % 13} took ${offset % 997} ms`,
    request_id: `req-${(offset * 2_654_435_761) % 4_294_967_296}`,
    status_code: offset % 5 === 0 ? 500 : 200,
    response_time: (offset % 997) / 10,
    attributes: { region: offset % 2 === 0 ? 'eu' : 'us', attempt: offset % 3 },
    received_at: timestamp,
    processed_at: timestamp,
    category: CATEGORIES[offset % 4] ?? 'General',
    category_confidence: 0.9,
    model_version: '1',
  };
}
