import type { LogRecord } from '../../../core/record.ts';
import { formatRecordId, parseRecordId, type RecordId } from '../../../core/record-id.ts';
import type { BlockSource } from './block-source.ts';
import type { BlockInfo } from './block-table.ts';

/** The records that exist among the ids, in the order asked for. */
export function getRecords(
  source: BlockSource,
  ids: readonly string[],
  skip: ReadonlySet<number>,
  check: () => void,
): LogRecord[] {
  const found = new Map<string, LogRecord>();
  for (const [info, wanted] of groupByBlock(source, ids, skip)) {
    check();
    const block = source.open(info);
    const finder = block.ids();
    const make = block.records();
    for (const { epoch, partition, offset } of wanted) {
      const [row = -1] = finder.find(`${epoch}-${partition}`, [offset]);
      if (row >= 0) found.set(formatRecordId(epoch, partition, offset), make(row));
    }
  }
  return ids.flatMap((id) => found.get(id) ?? []);
}

function groupByBlock(
  source: BlockSource,
  ids: readonly string[],
  skip: ReadonlySet<number>,
): Map<BlockInfo, RecordId[]> {
  const known = new Map<number, BlockInfo>();
  const groups = new Map<BlockInfo, RecordId[]>();
  for (const id of new Set(ids)) {
    const parsed = parseRecordId(id);
    if (!parsed) continue;
    for (const found of source.holding(parsed.epoch, parsed.partition, parsed.offset)) {
      if (skip.has(found.id)) continue;
      const info = known.get(found.id) ?? found;
      known.set(info.id, info);
      groups.set(info, [...(groups.get(info) ?? []), parsed]);
    }
  }
  return groups;
}
