import type { LogRecord } from '../core/record.ts';
import { formatRecordId } from '../core/record-id.ts';
import { formatTime, parseTime } from '../core/time.ts';
import { createLogGenerator, type LogGeneratorOptions } from './generate-logs.ts';

const PARTITIONS = 3;

/** Finished records, as the processor would have made them of generated logs: a service's records follow each other in one partition. */
export function createRecordGenerator(seed: number, options: LogGeneratorOptions = {}): { next(): LogRecord } {
  const logs = createLogGenerator(seed, options);
  const nextOffset = new Array<number>(PARTITIONS).fill(0);
  let made = 0;
  return {
    next() {
      const { log, category, template } = logs.nextLabelled();
      const index = made++;
      const partition = Math.floor(template / 12) % PARTITIONS;
      const offset = nextOffset[partition] ?? 0;
      nextOffset[partition] = offset + 1;
      const receivedAt = parseTime(log.timestamp) + 3 + ((index * 7_919) % 97);
      return {
        ...log,
        id: formatRecordId('bench', partition, offset),
        received_at: formatTime(receivedAt),
        processed_at: formatTime(receivedAt + 2 + ((index * 104_729) % 23)),
        category,
        category_confidence: (900 + ((template * 37) % 100)) / 1_000,
        model_version: '2026.11.1',
        pattern_id: `p${template}`,
        anomaly_score: ((index * 31_337) % 1_000) / 1_000,
        format: 'json',
      };
    },
  };
}
