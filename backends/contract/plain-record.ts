import type { LogRecord } from '../../core/record.ts';
import { formatTime } from '../../core/time.ts';

/** A finished record with nothing special about it, of that instant (epoch ms). */
export function plainRecord(offset: number, at: number, changes: Partial<LogRecord> = {}): LogRecord {
  const timestamp = formatTime(at);
  return {
    id: `e1-0-${offset}`,
    timestamp,
    level: 'info',
    service: 'checkout',
    message: `order ${offset} placed`,
    attributes: {},
    received_at: timestamp,
    processed_at: timestamp,
    category: 'Business',
    category_confidence: 0.9,
    model_version: '1',
    ...changes,
  };
}
