import { type LedgerCounts, type LedgerKeeper, ledgerKey, readCounts } from '../core/ledger.ts';
import type { LogBus, PartitionLag } from '../core/log-bus.ts';
import { GROUP, TOPIC } from '../core/topics.ts';
import { readLedgerEntries } from './ledger-entries.ts';

/** Where every accepted log is: accepted = stored + dead_lettered + in_flight, and unaccounted is what does not add up. */
export interface Ledger {
  [name: string]: number;
  accepted: number;
  stored: number;
  dead_lettered: number;
  in_flight: number;
  unaccounted: number;
}

const ATTEMPTS = 8;
const ASKED = { topics: [TOPIC.logs, TOPIC.classified], groups: [GROUP.processor, GROUP.indexer] };

function sum(lags: readonly PartitionLag[], topic: string, of: (lag: PartitionLag) => number): number {
  return lags.reduce((total, lag) => (lag.topic === topic ? total + of(lag) : total), 0);
}

const committedBy = (group: string, { groups }: PartitionLag): number =>
  groups.find((each) => each.group === group)?.committedOffset ?? 0;

const lagOf =
  (group: string) =>
  ({ groups, beginOffset, endOffset }: PartitionLag): number =>
    groups.find((each) => each.group === group)?.lag ?? endOffset - beginOffset;

/** How many logs a partition of `logs` was given and the processor finished, with those of topics that were deleted since. */
function passed(lag: PartitionLag, entries: ReadonlyMap<string, Buffer>): { accepted: number; finished: number } {
  const { accepted, finished } = offsetsPassed(lag, entries);
  const key = ledgerKey('marks', lag.partition);
  const value = entries.get(key);
  const marks = value && readCounts('marks', key, value);
  if (!marks || marks.epoch !== lag.epoch) return { accepted, finished };
  const isBehindMarks = accepted - finished <= lag.endOffset - marks.offset;
  return { accepted: accepted - marks.count, finished: finished - (isBehindMarks ? marks.count : 0) };
}

/** The same in offsets, also those that hold only the mark of a transaction. */
function offsetsPassed(
  lag: PartitionLag,
  entries: ReadonlyMap<string, Buffer>,
): { accepted: number; finished: number } {
  const key = ledgerKey('processor', lag.partition);
  const value = entries.get(key);
  const counts = value && readCounts('processor', key, value);
  const { epoch = lag.epoch, offset = 0, earlier = 0 } = counts ?? {};
  const committed = committedBy(GROUP.processor, lag);
  if (epoch !== lag.epoch)
    return { accepted: earlier + offset + lag.endOffset, finished: earlier + offset + committed };
  // Kafka forgets the offset of a group that is away for long.
  return { accepted: earlier + lag.endOffset, finished: earlier + Math.max(committed, offset) };
}

function balance(lags: readonly PartitionLag[], entries: ReadonlyMap<string, Buffer>): Ledger {
  const total = <K extends LedgerKeeper>(keeper: K, of: keyof LedgerCounts[K]): number =>
    [...entries].reduce((all, [key, value]) => all + Number(readCounts(keeper, key, value)?.[of] ?? 0), 0);
  const taken = total('processor', 'taken');
  const accepted = sum(lags, TOPIC.logs, (lag) => passed(lag, entries).accepted);
  const finished = sum(lags, TOPIC.logs, (lag) => passed(lag, entries).finished);
  const classified = total('processor', 'classified');
  const stored = total('indexer', 'stored');
  const deadByIndexer = total('indexer', 'deadLettered');
  const replayed = total('replay', 'replayed');
  const unstored = classified + replayed - stored - deadByIndexer;
  // Offsets of a transactional topic count more than its messages, so what lies between can only be judged once nothing does.
  const isIndexed = sum(lags, TOPIC.classified, lagOf(GROUP.indexer)) === 0;
  return {
    accepted,
    stored,
    dead_lettered: total('processor', 'deadLettered') + deadByIndexer - replayed,
    in_flight: accepted - taken + (isIndexed ? 0 : unstored),
    unaccounted: finished - taken + (isIndexed ? unstored : 0),
  };
}

/**
 * Reads offsets and counts until both are of one moment (they move together, so two equal readings of the offsets around
 * the counts are enough); under a storm of commits the last reading is given as it is.
 */
export async function readLedger(bus: LogBus): Promise<Ledger> {
  let before = await bus.lag(ASKED);
  for (let attempt = 1; ; attempt++) {
    const entries = await readLedgerEntries(bus);
    const after = await bus.lag(ASKED);
    const offsets = (lags: readonly PartitionLag[]): string =>
      JSON.stringify(lags.map(({ endOffset, groups }) => [endOffset, groups.map((each) => each.committedOffset)]));
    const ledger = balance(after, entries);
    if (attempt >= ATTEMPTS || ledger.unaccounted === 0 || offsets(before) === offsets(after)) return ledger;
    before = after;
  }
}
