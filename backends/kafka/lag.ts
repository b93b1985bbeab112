import type { PipelineError } from '../../core/errors.ts';
import type { LagRequest, PartitionLag } from '../../core/log-bus.ts';
import type { Catalog } from './catalog.ts';
import type { Cluster } from './cluster.ts';
import { committedBatches } from './committed-batches.ts';
import { protocolError, send } from './connection.ts';
import { type FetchPart, fetchRequest } from './fetch-request.ts';
import type { CommittedOffset, PartitionName } from './offset-requests.ts';
import { committedOffsets, isOfTopic, isUnstable, type LogRange, rangesOf } from './offsets.ts';
import { retry } from './retry.ts';

export interface LagMeter {
  measure(of?: LagRequest): Promise<PartitionLag[]>;
}

interface Part extends PartitionName {
  epoch: string;
}

interface GroupOffset extends CommittedOffset {
  group: string;
}

/** What a group has to read next in a partition; null when only marks of transactions are left. */
type Oldest = { timestamp: number } | null;

/** A transaction is finished within milliseconds; an offset that goes on changing is taken as it was. */
const STABLE_WITHIN_MS = 150;
const ONE_BATCH = { maxWaitMs: 0, maxBytes: 1, maxPartitionBytes: 1 };
/** Batches without a message that are looked over to find the first with one. */
const MAX_LOOKS = 20;

/** Where every partition and every group stands. Messages that retention removed are not counted as lag. */
export function createLagMeter(cluster: Cluster, catalog: Catalog, now: () => number): LagMeter {
  /** By group and partition: what was found last. */
  const found = new Map<string, { offset: number; oldest: NonNullable<Oldest> }>();

  const partitions = async (topics: readonly string[]): Promise<Part[]> => {
    const layouts = await cluster.patiently('looking for topics', () => cluster.describe(topics));
    return layouts
      .sort((left, right) => (left.name < right.name ? -1 : 1))
      .flatMap(({ name, epoch, leaders }) => leaders.map((_, partition) => ({ topic: name, partition, epoch })));
  };
  const measure = async ({ topics = catalog.names(), groups: wanted }: LagRequest = {}): Promise<PartitionLag[]> => {
    if (topics.length === 0) return [];
    const parts = await partitions(topics);
    const names = wanted ?? (await allGroups(cluster));
    const committed = (await Promise.all(names.map((group) => committedOf(cluster, group, parts)))).flat();
    const ranges = await rangesOf(cluster, parts);
    const lags = parts.map(async (part, at): Promise<PartitionLag> => {
      const { begin, end } = ranges[at] as LogRange;
      const own = committed.filter((each) => isOffsetOf(each, part));
      const groups = own.map(async ({ group, offset }) => {
        const next = Math.max(offset, begin);
        const place = { topic: part.topic, partition: part.partition, offset: next };
        const oldest = next < end ? await oldestFor(group, place) : null;
        const lag = oldest ? end - next : 0;
        const oldestAgeMs = oldest ? Math.max(0, now() - oldest.timestamp) : null;
        return { group, committedOffset: offset, lag, oldestAgeMs };
      });
      return { ...part, beginOffset: begin, endOffset: end, groups: await Promise.all(groups) };
    });
    return Promise.all(lags);
  };
  const oldestFor = async (group: string, place: FetchPart): Promise<Oldest> => {
    const key = `${group}/${place.topic}/${place.partition}`;
    const known = found.get(key);
    if (known?.offset === place.offset) return known.oldest;
    const oldest = await lookForOldest(cluster, place);
    if (oldest) found.set(key, { offset: place.offset, oldest });
    return oldest;
  };
  return { measure };
}

async function allGroups(cluster: Cluster): Promise<string[]> {
  const brokers = await cluster.patiently('looking for brokers', () => cluster.all());
  const listed = await cluster.patiently('listing groups', () =>
    Promise.all(brokers.map((broker) => broker.listGroups())),
  );
  return listed.flatMap(({ groups }) => groups.map(({ groupId }) => groupId)).sort();
}

async function committedOf(cluster: Cluster, group: string, parts: readonly PartitionName[]): Promise<GroupOffset[]> {
  const ask = (isStable: boolean) => committedOffsets(cluster, group, parts, isStable);
  const limits = { doing: 'reading offsets', timeoutMs: STABLE_WITHIN_MS, firstPauseMs: 2, longestPauseMs: 20 };
  const asked = retry({ ...limits, isTransient: isUnstable }, () => ask(true)).catch((error) => {
    // A group of somebody else that we may not look at is none of ours.
    if ((error as PipelineError).code === 'invalid_config') return [];
    return cluster.patiently('reading offsets', () => ask(false));
  });
  return (await asked).filter(({ offset }) => offset >= 0).map((committed) => ({ ...committed, group }));
}

function isOffsetOf(committed: CommittedOffset, { topic, partition, epoch }: Part): boolean {
  return committed.topic === topic && committed.partition === partition && isOfTopic(committed, epoch);
}

/** Reads no more than the head of the first batch, whose first message is the oldest or was stored together with it. */
async function lookForOldest(cluster: Cluster, place: FetchPart): Promise<Oldest> {
  let { offset } = place;
  for (let looks = 0; looks < MAX_LOOKS; looks++) {
    const answer = await cluster.patiently('looking for the oldest message', async () => {
      const broker = await cluster.leader(place.topic, place.partition);
      const [part] = await send(broker, fetchRequest([{ ...place, offset }], ONE_BATCH));
      if (part && part.errorCode !== 0) throw protocolError(part.errorCode);
      return part;
    });
    if (!answer || answer.records.length === 0) return null;
    for (const { batch, hasMessages } of committedBatches(answer)) {
      if (hasMessages) return { timestamp: batch.firstTimestamp };
      offset = batch.lastOffset + 1;
    }
  }
  return null;
}
