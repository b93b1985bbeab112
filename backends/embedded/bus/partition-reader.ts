import { PipelineError } from '../../../core/errors.ts';
import type { IncomingMessage } from '../../../core/log-bus.ts';
import type { Slot } from './catalog.ts';
import type { MessageTable } from './message-table.ts';

/** A delivery is not made larger than this by adding a further stored batch, bytes of values. */
const ENOUGH_BYTES = 8 * 1024 * 1024;

/** Reads one slot forward. */
export interface PartitionReader {
  /** Offset of the next message. */
  position(): number;
  seek(offset: number): void;
  /** Moves on to the oldest message kept, when the position is before it. */
  skipLost(): void;
  /** Messages behind the position, at most so many (compaction may leave fewer). */
  available(): number;
  /** The next messages, in order; the position stays. Empty at the end. */
  read(maxMessages: number): IncomingMessage[];
}

/** `onLost` is told when retention removed what was to be read next; reading goes on behind it. */
export function createPartitionReader(
  table: MessageTable,
  slot: Slot,
  onLost: (error: PipelineError) => void,
): PartitionReader {
  let position = 0;
  let decoded: IncomingMessage[] = [];

  const skipTo = (offset: number): void => {
    const details = { topic: slot.topic.name, partition: slot.partition, from: position, to: offset - 1 };
    const range = `${details.from} to ${details.to} of "${details.topic}", partition ${details.partition}`;
    position = offset;
    onLost(new PipelineError('offset_lost', `offsets ${range}, were removed before they were read`, { details }));
  };

  const readBatches = (maxMessages: number): IncomingMessage[] => {
    const taken = slice(decoded, position, maxMessages);
    if (taken.length > 0) return taken;
    let bytes = 0;
    for (const decode of table.batchesFrom(slot, position)) {
      const messages = decode();
      const first = messages[0]?.offset ?? position;
      if (taken.length === 0 && first > position) skipTo(first);
      const part = slice(messages, position + taken.length, maxMessages - taken.length);
      for (const message of part) {
        taken.push(message);
        bytes += message.value.length;
      }
      decoded = messages;
      if (taken.length >= maxMessages || bytes >= ENOUGH_BYTES) break;
    }
    if (taken.length === 0 && table.endOffset(slot) > position) skipTo(table.endOffset(slot));
    return taken;
  };

  return {
    position: () => position,
    seek(offset) {
      position = offset;
    },
    skipLost() {
      const begin = table.beginOffset(slot);
      if (!slot.topic.compacted && begin > position) skipTo(begin);
    },
    available: () => table.endOffset(slot) - position,
    read(maxMessages) {
      if (!slot.topic.compacted) return readBatches(maxMessages);
      const end = table.endOffset(slot);
      const entries = table.entriesFrom(slot, position, maxMessages);
      // What was compacted away before the end will not come any more.
      if (entries.length === 0) position = Math.max(position, end);
      return entries;
    },
  };
}

function slice(messages: readonly IncomingMessage[], from: number, count: number): IncomingMessage[] {
  const first = messages[0]?.offset;
  if (first === undefined || from < first) return [];
  return messages.slice(from - first, from - first + count);
}
