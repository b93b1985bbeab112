import type { LagRequest, PartitionLag } from '../../../core/log-bus.ts';
import type { Catalog } from './catalog.ts';
import type { Claims } from './claims.ts';
import type { MessageTable } from './message-table.ts';

/** Where every partition and every group stands. Messages that retention removed are not counted as lag. */
export function measureLag(
  { catalog, table, claims }: { catalog: Catalog; table: MessageTable; claims: Claims },
  now: number,
  { topics, groups: wanted }: LagRequest = {},
): PartitionLag[] {
  const asked = catalog.topics().filter(({ name }) => topics?.includes(name) ?? true);
  return asked.flatMap((topic) =>
    topic.slots.map((slot) => {
      const beginOffset = table.beginOffset(slot);
      const endOffset = table.endOffset(slot);
      const committed = claims.committed(slot).filter(({ group }) => wanted?.includes(group) ?? true);
      const groups = committed.map(({ group, nextOffset }) => {
        const next = Math.max(nextOffset, Math.min(beginOffset, endOffset));
        const timestamp = table.timestampAt(slot, next);
        const oldestAgeMs = timestamp === null ? null : Math.max(0, now - timestamp);
        return { group, committedOffset: nextOffset, lag: endOffset - next, oldestAgeMs };
      });
      const { name, epoch } = topic;
      return { topic: name, partition: slot.partition, epoch, beginOffset, endOffset, groups };
    }),
  );
}
