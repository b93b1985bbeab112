import { errors, type estypes } from '@elastic/elasticsearch';
import { PipelineError } from '../../core/errors.ts';
import type { Restored, Snapshot, SnapshotNote, Snapshots } from '../../core/snapshots.ts';
import { alertIndexOf } from './alert-store.ts';
import { type ElasticsearchClient, type ElasticsearchConnection, openSession } from './client.ts';
import { describeFailure, type Failure, toPipelineError } from './errors.ts';
import { DEFAULT_ALIAS } from './log-store.ts';
import { ensureRepository, type Repository } from './snapshot-repository.ts';

export interface ElasticsearchSnapshotsOptions extends ElasticsearchConnection {
  /** Of the stores that are copied, as they are given to them. */
  alias?: string;
  prefix?: string;
  repository: Repository;
}

/** A request answers when all of it is done, which may take hours. */
const REQUEST_TIMEOUT_MS = 86_400_000;
const READY_WITHIN = '30s';
/** While a day that is there is filled up, its copy stands beside it under this name. */
const BESIDE = 'restoring-';

const STATES: Readonly<Record<string, Snapshot['state']>> = {
  SUCCESS: 'complete',
  PARTIAL: 'partial',
  IN_PROGRESS: 'running',
};

/**
 * Snapshots of the indices of logs and alerts, in a repository of the server.
 * @throws PipelineError `invalid_config` as openSession does
 */
export async function createElasticsearchSnapshots(options: ElasticsearchSnapshotsOptions): Promise<Snapshots> {
  const { alias = DEFAULT_ALIAS, prefix, repository } = options;
  const session = await openSession({ ...options, requestTimeoutMs: REQUEST_TIMEOUT_MS }, async () => {});
  const { client } = session;
  const place: Place = { client, repository: repository.name, indices: [`${alias}-*`, alertIndexOf(prefix)] };
  const ask = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      await session.ready();
      return await work();
    } catch (error) {
      throw toPipelineError(error);
    }
  };
  return {
    create: (name, note) =>
      ask(async () => {
        await ensureRepository(client, repository);
        return createSnapshot(place, name, note);
      }),
    list: () => ask(() => listSnapshots(place)),
    restore: (name) => ask(() => restoreSnapshot(place, name)),
    close: () => session.close(),
  };
}

interface Place {
  client: ElasticsearchClient;
  /** Its name. */
  repository: string;
  /** What is copied. */
  indices: string[];
}

async function createSnapshot({ client, repository, indices }: Place, name: string, note: SnapshotNote) {
  const request = { repository, snapshot: name, indices, include_global_state: false, metadata: { logsieve: note } };
  // of an index that is just being made there would be nothing to copy yet; patterns, as one that is not there is no matter
  const patterns = indices.map((index) => `${index}*`);
  await client.cluster.health({ index: patterns, wait_for_status: 'yellow', timeout: READY_WITHIN });
  try {
    const { snapshot } = await client.snapshot.create({ ...request, wait_for_completion: true }, { maxRetries: 0 });
    const made = readSnapshot(snapshot as estypes.SnapshotSnapshotInfo);
    if (made.state === 'complete') return made;
    throw new PipelineError('unavailable', `The snapshot ${name} is ${made.state}: ${failuresOf(snapshot)}`);
  } catch (error) {
    if (!isNameTaken(error)) throw error;
    throw new PipelineError('conflict', `There is a snapshot ${name} already; choose another name.`);
  }
}

function isNameTaken(error: unknown): boolean {
  return error instanceof errors.ResponseError && /snapshot with the same name/.test(error.message);
}

function failuresOf(snapshot: estypes.SnapshotSnapshotInfo | undefined): string {
  const reasons = (snapshot?.failures ?? []).map(({ index, reason }) => `${index}: ${reason}`);
  return reasons.slice(0, 3).join('; ') || 'no reason given';
}

function readSnapshot(info: estypes.SnapshotSnapshotInfo): Snapshot {
  const { snapshot: name, start_time_in_millis: startedAt, state = '', metadata } = info;
  return {
    name,
    startedAt: Number(startedAt),
    state: STATES[state] ?? 'failed',
    note: (metadata?.logsieve as SnapshotNote | undefined) ?? null,
  };
}

async function findSnapshots({ client, repository }: Place, name: string): Promise<estypes.SnapshotSnapshotInfo[]> {
  const request = { repository, snapshot: name, sort: 'start_time' as const, ignore_unavailable: true };
  try {
    return (await client.snapshot.get(request)).snapshots ?? [];
  } catch (error) {
    // no repository holds no snapshot
    if (error instanceof errors.ResponseError && error.statusCode === 404) return [];
    throw error;
  }
}

async function listSnapshots(place: Place): Promise<Snapshot[]> {
  return (await findSnapshots(place, '*')).map(readSnapshot);
}

async function restoreSnapshot(place: Place, name: string): Promise<Restored> {
  const [info] = await findSnapshots(place, name);
  if (!info) throw new PipelineError('not_found', `There is no snapshot ${name}.`);
  const { state, note } = readSnapshot(info);
  if (state !== 'complete') throw new PipelineError('conflict', `The snapshot ${name} is ${state}, and no whole copy.`);
  const { client } = place;
  const copied = [...(info.indices ?? [])].sort();
  const known = { index: place.indices, features: ['aliases' as const], ignore_unavailable: true };
  const there = new Set(Object.keys(await client.indices.get(known)));
  const whole = copied.filter((index) => !there.has(index));
  if (whole.length > 0) await restoreIndices(place, name, { indices: whole });
  const filled: Restored['filled'] = [];
  for (const index of copied.filter((each) => there.has(each))) {
    filled.push({ part: index, added: await fillIndex(place, name, index) });
  }
  return { whole, filled, note };
}

async function restoreIndices(
  { client, repository }: Place,
  snapshot: string,
  request: Partial<estypes.SnapshotRestoreRequest>,
): Promise<void> {
  const { snapshot: done } = await client.snapshot.restore(
    { repository, snapshot, include_global_state: false, wait_for_completion: true, ...request },
    { maxRetries: 0 },
  );
  const failed = done?.shards.failed ?? 0;
  if (failed > 0) throw new PipelineError('unavailable', `${failed} shards of the snapshot could not be restored.`);
}

/** Puts the copy beside the index, and what is missing from there into it. Resolves with how many documents that were. */
async function fillIndex(place: Place, snapshot: string, index: string): Promise<number> {
  const { client } = place;
  const beside = `${BESIDE}${index}`;
  await client.indices.delete({ index: beside, ignore_unavailable: true });
  try {
    await restoreIndices(place, snapshot, {
      indices: [index],
      rename_pattern: '(.+)',
      rename_replacement: `${BESIDE}$1`,
      // else its documents would be found twice meanwhile
      include_aliases: false,
      index_settings: { 'index.number_of_replicas': 0, 'index.auto_expand_replicas': false },
    });
    const { created = 0, failures = [] } = await client.reindex(
      {
        source: { index: beside },
        dest: { index, op_type: 'create' },
        // a document that is there is newer, or the same
        conflicts: 'proceed',
        refresh: true,
        wait_for_completion: true,
      },
      { maxRetries: 0 },
    );
    const [failure] = failures;
    if (failure)
      throw new PipelineError(
        'unavailable',
        `${index} could not be filled: ${describeFailure(failure.cause as Failure)}`,
      );
    return created;
  } finally {
    await client.indices.delete({ index: beside, ignore_unavailable: true });
  }
}
