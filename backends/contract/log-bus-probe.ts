import { randomUUID } from 'node:crypto';
import type {
  Assignment,
  AtomicWriters,
  Batch,
  IncomingMessage,
  LogBus,
  SubscribeOptions,
  Subscription,
} from '../../core/log-bus.ts';

/** What a bus must offer to be tested. */
export interface LogBusUnderTest {
  /** Another connection to one and the same bus. The suite closes it. */
  connect(): Promise<LogBus & AtomicWriters>;
  /** How long a take-over or a delivery may take at most, ms. Default 10,000. */
  patienceMs?: number;
}

/** Writes down what one subscription is given. */
export interface Probe extends Subscription {
  batches: Batch[];
  messages: (IncomingMessage & { partition: number })[];
  errors: unknown[];
  assignments: Assignment[];
  revoked: number[];
  /** The values as text. */
  texts(): string[];
  /** Resolves when the condition holds; it is looked at after each thing that happens. */
  until(condition: () => boolean): Promise<void>;
}

/** Subscribes and takes notes. The default handler commits where there is a group. */
export async function probe(
  bus: LogBus,
  options: Partial<SubscribeOptions> & { topics: readonly string[] },
): Promise<Probe> {
  const waiting = new Set<() => void>();
  const happened = (): void => {
    for (const look of waiting) look();
  };
  const notes = {
    batches: [] as Batch[],
    messages: [] as Probe['messages'],
    errors: [] as unknown[],
    assignments: [] as Assignment[],
    revoked: [] as number[],
  };
  const subscription = await bus.subscribe({
    ...options,
    async onAssigned(assignment) {
      notes.assignments.push(assignment);
      await options.onAssigned?.(assignment);
      happened();
    },
    onRevoked(topic, partition) {
      notes.revoked.push(partition);
      options.onRevoked?.(topic, partition);
      happened();
    },
    async onBatch(batch) {
      notes.batches.push(batch);
      for (const message of batch.messages) notes.messages.push({ ...message, partition: batch.partition });
      happened();
      if (options.onBatch) await options.onBatch(batch);
      else if (options.group) await batch.commit();
      happened();
    },
    onError(error) {
      notes.errors.push(error);
      happened();
    },
  });
  return {
    ...notes,
    texts: () => notes.messages.map(({ value }) => value.toString()),
    close: () => subscription.close(),
    until: (condition) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (!condition()) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
  };
}

/** A name that no other test has. */
export function uniqueName(stem: string): string {
  return `${stem}-${randomUUID().slice(0, 8)}`;
}

export interface TopicShape {
  partitions?: number;
  compacted?: boolean;
}

/** Makes a topic of its own for a test. Resolves with the name. */
export async function makeTopic(bus: LogBus, { partitions = 1, compacted = false }: TopicShape = {}): Promise<string> {
  const name = uniqueName('topic');
  await bus.createTopics([{ name, partitions, retentionMs: 86_400_000, compacted }]);
  return name;
}

/** Publishes texts under one key, in one call. */
export function publishTexts(bus: LogBus, topic: string, texts: readonly string[], key = 'key') {
  return bus.publish(texts.map((value) => ({ topic, key, value })));
}
