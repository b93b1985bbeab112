import type { Admin } from 'kafkajs';
import type { House } from './house.ts';
import { waitFor } from './wait.ts';

export interface CatchUp {
  admin: Admin;
  group: string;
  topic: string;
  /** Messages that lie there. */
  messages: number;
  /** The process that works on them. */
  house: House;
}

export interface CaughtUp {
  perSecond: number;
  /** Of the process, all threads, for one message; µs. */
  cpuMicros: number;
}

const PATIENCE_MS = 600_000;
const LOOK_EVERY_MS = 20;

/** How many messages a group has finished. */
async function finishedBy({ admin, group, topic }: CatchUp): Promise<number> {
  const [found] = await admin.fetchOffsets({ groupId: group, topics: [topic] });
  return found?.partitions.reduce((sum, { offset }) => sum + Math.max(0, Number(offset)), 0) ?? 0;
}

/** Measures from the first commit of the group to its last, so that neither start nor waiting for it counts. */
export async function measureCatchUp(catchUp: CatchUp): Promise<CaughtUp> {
  const { house, messages, group } = catchUp;
  const look = async (from: number) => {
    const finished = await finishedBy(catchUp);
    return finished >= from ? { finished, at: performance.now(), cpuSeconds: house.cpuSeconds() } : null;
  };
  const first = await waitFor(`the first commit of ${group}`, PATIENCE_MS, LOOK_EVERY_MS, () => look(1));
  const last = await waitFor(`the last commit of ${group}`, PATIENCE_MS, LOOK_EVERY_MS, () => look(messages));
  const finished = last.finished - first.finished;
  return {
    perSecond: finished / ((last.at - first.at) / 1_000),
    cpuMicros: ((last.cpuSeconds - first.cpuSeconds) / finished) * 1e6,
  };
}
