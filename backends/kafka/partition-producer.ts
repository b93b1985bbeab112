import type { OutgoingMessage, Position } from '../../core/log-bus.ts';
import type { Catalog } from './catalog.ts';
import type { Cluster } from './cluster.ts';
import type { Compression } from './compression.ts';
import { type Broker, send, type TransactionId } from './connection.ts';
import { failureType, isFenced, isWorthAnotherTry, toPipelineError } from './errors.ts';
import type { AsMember } from './group-member.ts';
import { endHanging, isOver, lastTransaction } from './hanging-transaction.ts';
import { type OffsetToCommit, transactionOffsetsRequest } from './offset-requests.ts';
import { throwFailed } from './offsets.ts';
import { checkMessages, createOutbox, type OutboxPart, topicsOf } from './outbox.ts';
import { retry } from './retry.ts';
import { type ProducerIdentity, sendParts } from './sender.ts';

export interface TransactionSettings {
  cluster: Cluster;
  catalog: Catalog;
  compression: Compression;
  /** An open transaction that nobody ends is taken back by Kafka after this, ms. */
  transactionTimeoutMs: number;
  requestTimeoutMs: number;
  now: () => number;
}

/** What ends a transaction beside the messages. */
export interface GroupOffset extends OffsetToCommit {
  asMember: AsMember;
}

/** The one producer of a partition's outputs. Whoever opens another under the same name fences this one for good. */
export interface PartitionProducer {
  /**
   * Writes the messages and the offset, both or neither.
   * @throws PipelineError `fenced`: nothing was written; `unavailable`: it is unknown. The producer is of no use after that.
   * @throws PipelineError about a message that can never be taken: nothing was begun, and the producer goes on
   */
  commit(messages: readonly OutgoingMessage[], offset: GroupOffset | null): Promise<Position[]>;
  isUsable(): boolean;
}

const FIRST_WAIT_MS = 1;
const LONGEST_WAIT_MS = 20;

/** Fences whoever had the name, and waits until what it began is finished or taken back. @throws PipelineError */
export async function openPartitionProducer(settings: TransactionSettings, name: string): Promise<PartitionProducer> {
  const given = await settings.cluster.patiently('fencing the previous owner', () => takeName(settings, name));
  const identity: ProducerIdentity = { ...given, transactionalId: name, sequences: new Map() };
  let usable = true;
  let turn = 0;
  return {
    isUsable: () => usable,
    async commit(messages, offset) {
      const topics = await topicsOf(settings.catalog, messages);
      checkMessages(topics, messages);
      const outbox = createOutbox(topics, turn++);
      const positions = outbox.add(messages);
      const transaction: Transaction = { settings, identity, id: { transactionalId: name, ...given } };
      try {
        await runTransaction(transaction, outbox.parts(), offset);
      } catch (error) {
        usable = false;
        throw toPipelineError(error, 'committing');
      }
      return positions();
    },
  };
}

/** @throws an error worth another try while the last transaction is being ended */
async function takeName(
  { cluster, catalog, transactionTimeoutMs }: TransactionSettings,
  name: string,
): Promise<{ producerId: string; producerEpoch: number }> {
  const last = await lastTransaction(cluster, name);
  if (last && isOver(last)) await endHanging(cluster, catalog, name, last);
  const coordinator = await cluster.coordinator('transaction', name);
  const given = await coordinator.initProducerId({ transactionalId: name, transactionTimeout: transactionTimeoutMs });
  if (last && !isOver(last)) await endHanging(cluster, catalog, name, last);
  return given;
}

interface Transaction {
  settings: TransactionSettings;
  identity: ProducerIdentity;
  id: TransactionId;
}

async function runTransaction(
  transaction: Transaction,
  parts: readonly OutboxPart[],
  offset: GroupOffset | null,
): Promise<void> {
  const { settings, identity, id } = transaction;
  const { cluster, requestTimeoutMs } = settings;
  const coordinator = await cluster.coordinator('transaction', id.transactionalId);
  try {
    if (parts.length > 0)
      await whenFree(settings, () => coordinator.addPartitionsToTxn({ ...id, topics: partitionsOf(parts) }));
    const options = { ...settings, identity, timeoutMs: requestTimeoutMs };
    const sending = sendParts(options, parts, (send) => whileLeadersMove(settings, send));
    const moving = offset ? addOffset(transaction, coordinator, offset) : Promise.resolve();
    const failed = (await Promise.allSettled([sending, moving])).find(({ status }) => status === 'rejected');
    if (failed) throw (failed as PromiseRejectedResult).reason;
  } catch (error) {
    cluster.forget();
    // Left open, it would hide everything behind it from readers until its time is over.
    if (!isFenced(error)) await coordinator.endTxn({ ...id, transactionResult: false }).catch(() => {});
    throw error;
  }
  try {
    await coordinator.endTxn({ ...id, transactionResult: true });
  } catch (error) {
    cluster.forget();
    throw error;
  }
}

function addOffset({ settings, id }: Transaction, coordinator: Broker, offset: GroupOffset): Promise<void> {
  return offset.asMember(async (membership) => {
    const { group } = membership;
    await whenFree(settings, () => coordinator.addOffsetsToTxn({ ...id, groupId: group }));
    const keeper = await settings.cluster.coordinator('group', group);
    throwFailed(await send(keeper, transactionOffsetsRequest(id, membership, [offset])));
  });
}

/** The coordinator may still be writing the marks of the transaction before; that takes a millisecond or a few. */
function whenFree<T>({ requestTimeoutMs: timeoutMs }: TransactionSettings, ask: () => Promise<T>): Promise<T> {
  const isTransient = (error: unknown): boolean => failureType(error) === 'CONCURRENT_TRANSACTIONS';
  const pauses = { firstPauseMs: FIRST_WAIT_MS, longestPauseMs: LONGEST_WAIT_MS };
  return retry({ doing: 'beginning a transaction', timeoutMs, ...pauses, isTransient }, ask);
}

/** Sending the same again is safe, since the brokers know the sequence; whether a connection that broke is worth it is another question. */
function whileLeadersMove({ cluster, requestTimeoutMs: timeoutMs }: TransactionSettings, send: () => Promise<void>) {
  const isTransient = (error: unknown): boolean => failureType(error) !== undefined && isWorthAnotherTry(error);
  return retry({ doing: 'publishing', timeoutMs, isTransient, onFailure: () => cluster.forget() }, send);
}

function partitionsOf(parts: readonly OutboxPart[]): { topic: string; partitions: number[] }[] {
  const topics = Map.groupBy(parts, ({ topic }) => topic);
  return [...topics].map(([topic, ofTopic]) => ({ topic, partitions: ofTopic.map(({ partition }) => partition) }));
}
