import type { TopicSpec } from '../../core/topics.ts';

const MINUTE_MS = 60_000;
const WEEK_MS = 7 * 24 * 60 * MINUTE_MS;
/** Kafka keeps the file that is being written, so retention is only as fine as its files. */
const FILES_A_RETENTION = 8;
/** State is read as a whole at a take-over, and only closed files are compacted. */
const COMPACTED_FILE_BYTES = 16 * 1024 * 1024;
const COMPACT_FROM_RATIO = 0.1;

/** How Kafka is to keep a topic. */
export function topicSettings(spec: TopicSpec, maxMessageBytes: number): Record<string, string> {
  const settings: Record<string, string> = { 'max.message.bytes': String(maxMessageBytes) };
  if (spec.compacted) {
    return {
      ...settings,
      'cleanup.policy': 'compact',
      'segment.bytes': String(COMPACTED_FILE_BYTES),
      'min.cleanable.dirty.ratio': String(COMPACT_FROM_RATIO),
    };
  }
  const fileMs = Math.min(WEEK_MS, Math.max(MINUTE_MS, Math.round(spec.retentionMs / FILES_A_RETENTION)));
  return {
    ...settings,
    'cleanup.policy': 'delete',
    'retention.ms': String(spec.retentionMs),
    'segment.ms': String(fileMs),
  };
}
