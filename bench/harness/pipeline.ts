import { NDJSON } from './batches.ts';
import type { House } from './house.ts';
import { waitFor } from './wait.ts';

interface QueueStatus {
  topics: {
    topic: string;
    partitions: {
      begin_offset: number;
      end_offset: number;
      groups: { group: string; lag: number }[];
    }[];
  }[];
}

const STEPS: readonly (readonly [topic: string, group: string])[] = [
  ['logs', 'processor'],
  ['logs.classified', 'indexer'],
];
const ALL_TIMEOUT_MS = 120_000;

/** Posts a body of NDJSON. @throws Error unless every record of it was taken */
export async function postLogs(house: House, body: Uint8Array, logs: number): Promise<void> {
  const { status, body: answer } = await house.http.post('/api/v1/logs', NDJSON, body);
  const accepted = status === 202 ? (JSON.parse(answer.toString()) as { accepted: number }).accepted : 0;
  if (accepted !== logs) {
    throw new Error(`${accepted} of ${logs} logs taken: ${status} ${answer.toString().slice(0, 300)}`);
  }
}

/** Logs that were taken and cannot be searched yet. */
export async function unfinishedLogs(house: House): Promise<number> {
  const { topics } = await house.http.getJson<QueueStatus>('/api/v1/queue/status');
  let sum = 0;
  for (const [name, consumer] of STEPS) {
    for (const partition of topics.find(({ topic }) => topic === name)?.partitions ?? []) {
      const reader = partition.groups.find(({ group }) => group === consumer);
      sum += reader?.lag ?? partition.end_offset - partition.begin_offset;
    }
  }
  return sum;
}

/** How many stored logs have a time in this range, epoch ms. */
async function countStored(house: House, from: number, to: number): Promise<number> {
  const range = new URLSearchParams({ from: String(Math.floor(from)), to: String(Math.ceil(to)) });
  return (await house.http.getJson<{ total: number }>(`/api/v1/logs/stats?${range}`)).total;
}

/** Resolves once exactly so many logs are found in the range. @throws Error when there are more, or not enough in two minutes */
export async function waitUntilStored(house: House, logs: number, from: number, to: number): Promise<void> {
  await waitFor(`${logs} logs in the store`, ALL_TIMEOUT_MS, 50, async () => {
    if ((await unfinishedLogs(house)) > 0) return null;
    const found = await countStored(house, from, to);
    if (found > logs) throw new Error(`${found} logs found, ${logs} were sent`);
    return found === logs ? found : null;
  });
}
