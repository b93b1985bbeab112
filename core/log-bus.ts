import type { Linger } from './linger.ts';
import type { TopicSpec } from './topics.ts';

/** A message to publish. Messages of one key keep their order: the key chooses the partition unless one is named. */
export interface OutgoingMessage {
  topic: string;
  key: string | null;
  /** Null only on a compacted topic: removes the key. */
  value: string | Uint8Array | null;
  headers?: Readonly<Record<string, string>>;
  /** Epoch ms; default: the time of publishing. */
  timestamp?: number;
  /** Only where the partition is part of the meaning (window state beside its input partition). */
  partition?: number;
}

/** A message as read. `value` is a view that stays valid after the batch. */
export interface IncomingMessage {
  offset: number;
  key: string | null;
  value: Buffer;
  headers: Readonly<Record<string, string>>;
  /** Epoch ms. */
  timestamp: number;
}

/** Where a published message stands. */
export interface Position {
  partition: number;
  offset: number;
}

/** What finishes a batch. */
export interface BatchResult {
  /** Messages that become visible in the same instant as the offset. Default: none. */
  publish?: readonly OutgoingMessage[];
  /** The next offset that this group wants of the partition. Default: past the last message of the batch. */
  offset?: number;
}

/** Messages of one partition, in order, without holes other than those of compaction. Empty only when `tickMs` was asked for. */
export interface Batch {
  topic: string;
  partition: number;
  /** The topic's epoch: a short word ([a-z0-9]) made when the topic was created. */
  epoch: string;
  messages: readonly IncomingMessage[];
  /**
   * Publishes the outputs and moves the group's offset: both become visible and durable together or not at all.
   * At most once a batch; a batch that returns without commit is delivered again.
   * @throws PipelineError `fenced` when the partition belongs to somebody else by now; nothing was written then.
   */
  commit(result?: BatchResult): Promise<void>;
  /** Whether the partition was taken away meanwhile: work on it is wasted. */
  isStale(): boolean;
}

/** A partition that this consumer owns from now on. */
export interface Assignment {
  topic: string;
  partition: number;
  epoch: string;
  /** The first offset that will be delivered. */
  offset: number;
  /** The newest value of every key in the same partition of `stateTopic`; empty without one. */
  state: ReadonlyMap<string, Buffer>;
}

/** Where a reader without a group, or a group without an offset, begins. */
export type StartAt =
  | 'earliest'
  | 'latest'
  /** Next offset by partition; partitions that are not named begin at the earliest. */
  | { offsets: Readonly<Record<number, number>> }
  /** The first message at or after this time, epoch ms. */
  | { timestamp: number };

/** A batch that waits to fill ({@link Linger}, default 0) may be delivered together with those of other partitions. */
export interface SubscribeOptions extends Partial<Linger> {
  /** Members of one group share the partitions and keep offsets. Without a group every partition is read and nothing is kept: `commit` is not to be called. */
  group?: string;
  topics: readonly string[];
  /** Default `earliest`. */
  startAt?: StartAt;
  /** A compacted topic with the partitions of the subscribed one: its content is handed over in {@link Assignment.state}. */
  stateTopic?: string;
  /** At most so many messages a batch. Default 4,096. */
  maxMessages?: number;
  /** Deliver an empty batch when a partition had nothing for so long, so that time can pass there. Default: never. */
  tickMs?: number;
  /**
   * Called before the first batch of a partition, again after it was lost and regained, and, with a `stateTopic`, again
   * after every failed batch: what the consumer keeps in memory begins anew from the state as committed.
   */
  onAssigned?(assignment: Assignment): void | Promise<void>;
  onRevoked?(topic: string, partition: number): void | Promise<void>;
  /** One batch at a time for a partition. When it throws, the batch is delivered again after a growing pause. */
  onBatch(batch: Batch): Promise<void>;
  /** Told of every failed delivery, before the pause. */
  onError?(error: unknown): void;
}

export interface Subscription {
  /** Resolves when the batch in hand is finished and no other will come. Idempotent. */
  close(): Promise<void>;
}

export interface PartitionLag {
  topic: string;
  partition: number;
  /** The topic's, as in {@link Batch}; offsets that groups committed under another one are not shown. */
  epoch: string;
  /** Offset of the oldest message kept. */
  beginOffset: number;
  /** Offset that the next message will get. */
  endOffset: number;
  groups: readonly {
    group: string;
    committedOffset: number;
    lag: number;
    /** Age of the oldest message that the group has not finished, or of one that was stored together with it, ms; null when there is none. */
    oldestAgeMs: number | null;
  }[];
}

/** What of the lag somebody wants to know; the less, the less the bus has to be asked. */
export interface LagRequest {
  /** Default: all. One that does not exist is missing in the answer. */
  topics?: readonly string[];
  /** Default: all that ever committed. */
  groups?: readonly string[];
}

/** The log bus: topics, partitions, consumer groups, and one atomic step from input to output. */
export interface LogBus {
  /** How long whoever commits batches lets them fill, where nobody waits for less: what a commit costs is worth it. */
  readonly linger: Linger;
  /** Creates those that are missing; existing ones keep their content and epoch. */
  createTopics(topics: readonly TopicSpec[]): Promise<void>;
  /**
   * Resolves once every message is durable, with their places in the same order; nothing is taken when one of them cannot be. A process
   * that ends meanwhile may leave a part: see {@link AtomicWriters}.
   * @throws PipelineError `storage_full` or `unavailable` when nothing was taken.
   */
  publish(messages: readonly OutgoingMessage[]): Promise<{ epoch: string; positions: Position[] }>;
  subscribe(options: SubscribeOptions): Promise<Subscription>;
  /** Every partition of the topics, with those of the groups that ever committed there. */
  lag(of?: LagRequest): Promise<PartitionLag[]>;
  /** Ends the subscriptions that are still open, then lets go of the connection. Idempotent. */
  close(): Promise<void>;
}

/** The one writer of its name; of no use any more after `fenced` or `unavailable`. */
export interface AtomicWriter {
  /**
   * All of them become visible and durable together or not at all, also when the process ends meanwhile. Calls may overlap.
   * @throws PipelineError `fenced` when another process has the name by now: nothing was written; `unavailable` when that is unknown
   */
  write(messages: readonly OutgoingMessage[]): Promise<void>;
}

/** For those who go on exactly where another process ended. */
export interface AtomicWriters {
  /** Takes the name over from the process that had it: what that had begun is there or never will be, and it writes no more. */
  openWriter(name: string): Promise<AtomicWriter>;
}
