import { createEmbeddedBus } from '../../backends/embedded/log-bus.ts';
import type { LogBus } from '../../core/log-bus.ts';
import { readTopic } from '../../core/read-topic.ts';
import { eventually } from '../stand-ins/eventually.ts';
import type { House } from './house.ts';

const ALL_TIME = 'from=0000-01-01T00:00:00Z&to=9999-12-31T23:59:59.999Z';

// biome-ignore lint/suspicious/noExplicitAny: a test reads whatever is stored
export type Stored = any;

/** Every stored log that matches, whole, of all time. */
export async function exportLogs(house: House, q = ''): Promise<Stored[]> {
  const { status, text } = await house.get(`/api/v1/logs/export?${ALL_TIME}&q=${encodeURIComponent(q)}`);
  if (status !== 200) throw new Error(`export: ${status} ${text}`);
  return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Stored]));
}

export interface Ledger {
  accepted: number;
  stored: number;
  dead_lettered: number;
  in_flight: number;
  unaccounted: number;
}

/** The ledger once nothing is on its way any more. */
export function settledLedger(house: House, patienceMs?: number): Promise<Ledger> {
  const ask = async (): Promise<Ledger | null> => {
    const { status, body } = await house.get('/api/v1/queue/status');
    if (status !== 200) return null;
    const ledger = body.ledger as Ledger;
    return ledger.in_flight === 0 ? ledger : null;
  };
  return eventually('an empty pipeline', ask, patienceMs);
}

async function withBus<T>(dataDir: string, use: (bus: LogBus) => Promise<T>): Promise<T> {
  const bus = await createEmbeddedBus({ dir: dataDir, now: Date.now, checkpoint: false, check: false });
  try {
    return await use(bus);
  } finally {
    await bus.close();
  }
}

/** Values of a topic, in a folder that no house owns at the moment. */
export function readValues<T>(dataDir: string, topic: string): Promise<T[]> {
  return withBus(dataDir, async (bus) => {
    const values: T[] = [];
    await readTopic(bus, topic, 'earliest', (messages) => {
      for (const { value } of messages) values.push(JSON.parse(value.toString()) as T);
      return true;
    });
    return values;
  });
}

/** How many messages a consumer group has finished; a house may be at work in the folder. */
export function finishedBy(dataDir: string, group: string): Promise<number> {
  return withBus(dataDir, async (bus) => {
    const groups = (await bus.lag()).flatMap((lag) => lag.groups.filter((each) => each.group === group));
    return groups.reduce((sum, { committedOffset }) => sum + committedOffset, 0);
  });
}
