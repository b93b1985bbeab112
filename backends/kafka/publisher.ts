import { PipelineError } from '../../core/errors.ts';
import type { OutgoingMessage, Position } from '../../core/log-bus.ts';
import type { Catalog, Topic } from './catalog.ts';
import type { Cluster } from './cluster.ts';
import type { Compression } from './compression.ts';
import { toPipelineError } from './errors.ts';
import { checkMessages, createOutbox, topicsOf } from './outbox.ts';
import { type ProducerIdentity, sendParts } from './sender.ts';

export interface PublisherOptions {
  cluster: Cluster;
  catalog: Catalog;
  compression: Compression;
  /** How long a call may take while Kafka is away, ms. */
  timeoutMs: number;
  now: () => number;
}

/** Publishes outside of transactions, each message once although requests are repeated. */
export interface Publisher {
  /** @throws PipelineError `unavailable` after the time limit: it is then unknown whether the messages arrive */
  publish(messages: readonly OutgoingMessage[]): Promise<{ epoch: string; positions: Position[] }>;
  /** Resolves when nothing is under way. */
  drained(): Promise<void>;
}

interface Call {
  messages: readonly OutgoingMessage[];
  topics: ReadonlyMap<string, Topic>;
  until: number;
  resolve(positions: Position[]): void;
  reject(error: unknown): void;
}

/** What comes while a request is under way shares the next one, up to about so much. */
const MAX_TOGETHER = 20_000;
const TRANSACTION_TIMEOUT_MS = 0;

export function createPublisher(options: PublisherOptions): Publisher {
  const { cluster, catalog, timeoutMs } = options;
  const queue: Call[] = [];
  let identity: ProducerIdentity | null = null;
  let turn = 0;
  let pumping: Promise<void> = Promise.resolve();
  let isPumping = false;

  const identify = async (): Promise<ProducerIdentity> => {
    identity ??= await cluster.patiently('registering a producer', async () => {
      const broker = await cluster.any();
      const given = await broker.initProducerId({ transactionTimeout: TRANSACTION_TIMEOUT_MS });
      return { ...given, transactionalId: null, sequences: new Map() };
    });
    return identity;
  };
  const sendTogether = async (calls: readonly Call[]): Promise<void> => {
    const topics = new Map(calls.flatMap((call) => [...call.topics]));
    const outbox = createOutbox(topics, turn++);
    const positions = calls.map(({ messages }) => outbox.add(messages));
    try {
      const settings = { ...options, identity: await identify() };
      await sendParts(settings, outbox.parts(), (send) => cluster.patiently('publishing', send));
    } catch (error) {
      identity = null;
      for (const name of topics.keys()) catalog.forget(name);
      for (const call of calls) call.reject(toPipelineError(error, 'publishing'));
      return;
    }
    for (const [index, call] of calls.entries()) call.resolve(positions[index]?.() ?? []);
  };
  const takeTogether = (): Call[] => {
    const calls: Call[] = [];
    let count = 0;
    while (queue[0] && (count === 0 || count + queue[0].messages.length <= MAX_TOGETHER)) {
      const call = queue.shift() as Call;
      if (performance.now() > call.until) {
        call.reject(new PipelineError('unavailable', 'Kafka has been away too long; the messages were not sent.'));
        continue;
      }
      calls.push(call);
      count += call.messages.length;
    }
    return calls;
  };
  const pump = async (): Promise<void> => {
    // A turn of the event loop, so that calls that come together go together.
    await new Promise((resolve) => setImmediate(resolve));
    while (queue.length > 0) {
      const calls = takeTogether();
      if (calls.length > 0) await sendTogether(calls);
    }
    isPumping = false;
  };

  return {
    async publish(messages) {
      const [first] = messages;
      if (first === undefined) return { epoch: '', positions: [] };
      const topics = await topicsOf(catalog, messages);
      checkMessages(topics, messages);
      const positions = await new Promise<Position[]>((resolve, reject) => {
        queue.push({ messages, topics, until: performance.now() + timeoutMs, resolve, reject });
        if (isPumping) return;
        isPumping = true;
        pumping = pump();
      });
      return { epoch: (topics.get(first.topic) as Topic).epoch, positions };
    },
    drained: () => pumping,
  };
}
