import type { Classifier } from '../../core/classifier.ts';
import { getOrCreate } from '../../core/get-or-create.ts';
import type { LogBus } from '../../core/log-bus.ts';
import type { LogStore, TimeRange } from '../../core/log-store.ts';
import type { RecordTest } from '../../core/query/matches.ts';
import { readTopic, type TopicMessage } from '../../core/read-topic.ts';
import type { LogRecord } from '../../core/record.ts';
import type { SteadyRate } from '../../core/steady-rate.ts';
import { formatTime } from '../../core/time.ts';
import { TOPIC } from '../../core/topics.ts';
import type { ParseLine } from '../../parsers/parsed-line.ts';
import type { Masker } from '../../stream-processor/mask/mask.ts';
import { createRecordMaker, type RecordMaker } from '../../stream-processor/record-maker.ts';
import { type CategoryChange, createCategoryChanges } from './category-changes.ts';

export interface ReplayOptions {
  bus: LogBus;
  /** What the records are compared with; it is not changed. */
  store: LogStore;
  /** Where they go. */
  shadow: LogStore;
  classifier: Classifier;
  parseLine: ParseLine;
  masker: Masker;
  /** Of the times of receipt. */
  range: TimeRange;
  /** Of the records as they are now, those that are wanted. */
  isWanted: RecordTest;
  rate: SteadyRate;
  now(): number;
  onProgress(read: number): void;
}

export interface ReplayCounts {
  /** Messages in the range. */
  read: number;
  /** Could not be decoded or classified. */
  failed: number;
  /** Matched, and are in the shadow. */
  written: number;
  /** Of these, were in the shadow before and stayed as they were. */
  kept: number;
  /** Matched, and the shadow can never take them. */
  refused: number;
  /** Matched, and are not stored, so there is nothing to compare them with. */
  not_stored: number;
  unchanged: number;
  changed: CategoryChange[];
}

const PAGE = 1_000;

/** Makes the records of a range of `logs` again, without windows and alerts, and writes them into the shadow. */
export async function replayLogs(options: ReplayOptions): Promise<ReplayCounts> {
  const { bus, store, shadow, range, rate } = options;
  const counts = { read: 0, failed: 0, written: 0, kept: 0, refused: 0, not_stored: 0 };
  const changes = createCategoryChanges();
  const makers = new Map<string, RecordMaker>();

  const make = (message: TopicMessage, processedAt: string): LogRecord | null => {
    const { epoch, partition } = message;
    const maker = getOrCreate(makers, `${epoch}-${partition}`, () =>
      createRecordMaker({ ...options, epoch, partition }),
    );
    try {
      return maker.finish(maker.read(message), message, processedAt);
    } catch {
      counts.failed++;
      return null;
    }
  };
  const compare = async (records: readonly LogRecord[]): Promise<void> => {
    const stored = new Map((await store.get(records.map(({ id }) => id))).map((record) => [record.id, record]));
    for (const { id, category } of records) {
      const before = stored.get(id);
      if (before) changes.add(before.category, category);
      else counts.not_stored++;
    }
  };
  const replayPage = async (messages: readonly TopicMessage[]): Promise<void> => {
    await rate.take(messages.length);
    const processedAt = formatTime(options.now());
    const made = messages.map((message) => make(message, processedAt)).filter((record) => record !== null);
    const records = made.filter(options.isWanted);
    if (records.length > 0) {
      const { stored, duplicates, rejected } = await shadow.write(records);
      counts.written += stored + duplicates;
      counts.kept += duplicates;
      counts.refused += rejected.length;
      await compare(records);
    }
    counts.read += messages.length;
    options.onProgress(counts.read);
  };

  await readTopic(bus, TOPIC.logs, { timestamp: range.from }, async (messages) => {
    const inside = messages.filter(({ timestamp }) => timestamp >= range.from && timestamp <= range.to);
    const step = Math.min(PAGE, rate.step);
    for (let at = 0; at < inside.length; at += step) await replayPage(inside.slice(at, at + step));
    return true;
  });
  return { ...counts, unchanged: changes.unchanged(), changed: changes.changed() };
}
