import { getOrCreate } from '../../core/get-or-create.ts';
import { encodeBatch } from './batch-writer.ts';
import type { Cluster } from './cluster.ts';
import type { Compression } from './compression.ts';
import { protocolError, send } from './connection.ts';
import type { OutboxPart } from './outbox.ts';
import { type ProducedPart, type ProducePart, produceRequest } from './produce-request.ts';

/** A producer as the brokers know it: with its sequences they tell a repetition from news. */
export interface ProducerIdentity {
  producerId: string;
  producerEpoch: number;
  /** Null: without transactions. */
  transactionalId: string | null;
  /** Next sequence by topic and partition. */
  sequences: Map<string, number>;
}

export interface SendOptions {
  cluster: Cluster;
  identity: ProducerIdentity;
  compression: Compression;
  /** How long the replicas may take, ms. */
  timeoutMs: number;
  now: () => number;
}

/** A batch that is encoded; it is not encoded again for another try, so that it is known as the same. */
interface EncodedPart extends ProducePart {
  source: OutboxPart;
  count: number;
}

/** How a request is tried: once, or again for what may pass by itself. */
export type Attempt = (send: () => Promise<void>) => Promise<void>;

const MAX_SEQUENCE = 2 ** 31;

/**
 * Sends all batches, those of one partition one after another, and notes their offsets.
 * After a failure it is unknown which of them arrived: the identity is not to be used again.
 */
export async function sendParts(options: SendOptions, parts: readonly OutboxPart[], attempt: Attempt): Promise<void> {
  const rounds = Math.max(0, ...parts.map(({ batches }) => batches.length));
  for (let round = 0; round < rounds; round++) {
    const inRound = parts.filter(({ batches }) => batches[round]);
    const waiting = new Set(inRound.map((part) => encodePart(options, part, round)));
    await attempt(async () => {
      const byLeader = await options.cluster.byLeader([...waiting]);
      const answers = [...byLeader].map(async ([broker, encoded]) => {
        const request = produceRequest(encoded, options.identity.transactionalId, options.timeoutMs);
        settle(await send(broker, request), encoded, waiting, round);
      });
      const failed = (await Promise.allSettled(answers)).find(({ status }) => status === 'rejected');
      if (failed) throw (failed as PromiseRejectedResult).reason;
    });
  }
}

function encodePart({ identity, compression, now }: SendOptions, source: OutboxPart, round: number): EncodedPart {
  const { topic, partition } = source;
  const messages = source.batches[round] ?? [];
  const place = `${topic}/${partition}`;
  const sequence = getOrCreate(identity.sequences, place, () => 0);
  identity.sequences.set(place, (sequence + messages.length) % MAX_SEQUENCE);
  const { producerId, producerEpoch } = identity;
  const producer = { producerId, producerEpoch, sequence, isTransactional: identity.transactionalId !== null };
  const bytes = encodeBatch(messages, now(), producer, compression);
  return { topic, partition, bytes, source, count: messages.length };
}

/** What was taken waits no longer, so another try sends the rest alone. */
function settle(
  answers: readonly ProducedPart[],
  sent: readonly EncodedPart[],
  waiting: Set<EncodedPart>,
  round: number,
): void {
  let failedCode = 0;
  for (const { topic, partition, errorCode, baseOffset } of answers) {
    const part = sent.find((each) => each.topic === topic && each.partition === partition);
    if (errorCode !== 0) failedCode = errorCode;
    else if (part) {
      part.source.baseOffsets[round] = baseOffset;
      waiting.delete(part);
    }
  }
  if (failedCode !== 0) throw protocolError(failedCode);
}
