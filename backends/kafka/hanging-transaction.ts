import { PipelineError } from '../../core/errors.ts';
import type { Catalog } from './catalog.ts';
import type { Cluster } from './cluster.ts';
import { type Broker, protocolError, send } from './connection.ts';
import { failureType } from './errors.ts';
import {
  describeProducersRequest,
  describeTransactionRequest,
  type TransactionMark,
  writeMarksRequest,
} from './hanging-requests.ts';
import type { PartitionName } from './offset-requests.ts';
import { throwFailed } from './offsets.ts';

/** The newest transaction of a name, as its coordinator sees it. */
export interface LastTransaction {
  producerId: number;
  state: string;
}

const OFFSETS_TOPIC = '__consumer_offsets';
const DESCRIBE_TRANSACTIONS = 65;
/** The name was never used; kafkajs does not know this code. */
const NO_SUCH_TRANSACTION = 105;
const NOT_ALLOWED = 29;

/** Null when there was none, or the brokers are older than 3.0 and cannot say. @throws an error worth another try */
export async function lastTransaction(cluster: Cluster, name: string): Promise<LastTransaction | null> {
  const coordinator = await cluster.coordinator('transaction', name);
  if (!coordinator.versions?.[DESCRIBE_TRANSACTIONS]) return null;
  const [found] = await send(coordinator, describeTransactionRequest(name));
  if (!found || found.errorCode === NO_SUCH_TRANSACTION) return null;
  if (found.errorCode !== 0) throw protocolError(found.errorCode);
  return found;
}

/** Whether the coordinator has told, as it believes, every partition how the transaction ended. */
export function isOver({ state }: LastTransaction): boolean {
  return state !== 'Ongoing' && !state.startsWith('Prepare');
}

/**
 * Ends what is still open in partitions of a transaction that is over. A broker that is killed while a transaction ends may
 * afterwards take it for ended although the marks were never written (seen with 4.3): readers of what is committed would stop
 * there for ever, and the group's offset would stay unknown. Called with what {@link lastTransaction} said before anybody else
 * took the name over.
 * @throws PipelineError `invalid_config` when we are not allowed to
 */
export async function endHanging(
  cluster: Cluster,
  catalog: Catalog,
  name: string,
  last: LastTransaction,
): Promise<void> {
  const parts = await allPartitions(cluster, catalog);
  const byLeader = await cluster.byLeader(parts);
  const found = await Promise.all(
    [...byLeader].map(async ([broker, ofBroker]) => ({ broker, open: await openIn(broker, ofBroker, last) })),
  );
  const hanging = found.filter(({ open }) => open.length > 0);
  if (hanging.length === 0) return;
  const isCommit = wasCommitted(
    last,
    hanging.flatMap(({ open }) => open.map(({ part }) => part.topic)),
  );
  await Promise.all(
    hanging.map(({ broker, open }) =>
      end(
        broker,
        name,
        open.map((mark) => ({ ...mark, isCommit })),
      ),
    ),
  );
}

/**
 * How it ended. When somebody has taken the name over since, that is not known any more: then nothing may be lost, so it is
 * taken back only if the group's offset waits too.
 */
function wasCommitted({ state }: LastTransaction, topics: readonly string[]): boolean {
  if (state.endsWith('Commit')) return true;
  return state === 'Empty' && !topics.includes(OFFSETS_TOPIC);
}

async function allPartitions(cluster: Cluster, catalog: Catalog): Promise<PartitionName[]> {
  const layouts = await cluster.describe([...catalog.names(), OFFSETS_TOPIC]);
  return layouts.flatMap(({ name, leaders }) => leaders.map((_, partition) => ({ topic: name, partition })));
}

/** Partitions that we may not look into are left out. @throws an error worth another try when one has moved */
async function openIn(
  broker: Broker,
  parts: readonly PartitionName[],
  { producerId }: LastTransaction,
): Promise<Omit<TransactionMark, 'isCommit'>[]> {
  const answers = await send(broker, describeProducersRequest(parts));
  throwFailed(answers.filter(({ errorCode }) => errorCode !== NOT_ALLOWED));
  return answers.flatMap(({ topic, partition, producers }) =>
    producers
      .filter((producer) => producer.producerId === producerId && producer.openSince >= 0)
      .map(({ producerEpoch, coordinatorEpoch }) => ({
        part: { topic, partition },
        producerId,
        producerEpoch,
        coordinatorEpoch: Math.max(coordinatorEpoch, 0),
      })),
  );
}

async function end(broker: Broker, name: string, marks: readonly TransactionMark[]): Promise<void> {
  try {
    throwFailed(await send(broker, writeMarksRequest(marks)));
  } catch (error) {
    if (failureType(error) !== 'CLUSTER_AUTHORIZATION_FAILED') throw error;
    const places = marks.map(({ part }) => `"${part.topic}", partition ${part.partition}`).join(', ');
    const what = `Kafka has left a transaction of "${name}" open in ${places}, where readers stop now.`;
    const remedy = 'Allow this user ClusterAction on the cluster, or end it with kafka-transactions.sh.';
    throw new PipelineError('invalid_config', `${what} ${remedy}`, { cause: error });
  }
}
