import { setTimeout as pause } from 'node:timers/promises';
import type { Row } from '../../bench/harness/scenario.ts';
import { accountRows } from './harness/account.ts';
import { asAdmin } from './harness/admin.ts';
import type { Copier, Pattern } from './harness/copier.ts';
import { type Copying, whileCopying } from './harness/copying.ts';
import type { Estate } from './harness/estate.ts';
import type { Fault, FaultOptions } from './harness/fault.ts';
import { REQUEST } from './harness/kafka-proxy.ts';
import { stallInCommit, strikePatterns } from './harness/stall.ts';

interface Shape {
  patterns: readonly Pattern[];
  messagesPerSecond: number;
  sessionTimeoutMs: number;
  takeOvers: number;
  /** How long the new owner is kept from taking over. */
  slowMs: number;
}

const SHORT: Shape = {
  patterns: ['ours'],
  messagesPerSecond: 300,
  sessionTimeoutMs: 1_500,
  takeOvers: 1,
  slowMs: 500,
};
const LONG: Shape = {
  patterns: ['ours', 'naive'],
  messagesPerSecond: 2_000,
  sessionTimeoutMs: 6_000,
  takeOvers: 3,
  slowMs: 3_000,
};

async function committedOffset(brokers: string, { group, input }: Copying): Promise<number> {
  const [found] = await asAdmin(brokers, (admin) => admin.fetchOffsets({ groupId: group, topics: [input] }));
  return Number(found?.partitions[0]?.offset);
}

interface TakeOver {
  heir: Copier;
  /** Whether Kafka took the commit of the old owner. */
  committed: boolean;
  /** Whether the heir began elsewhere than where the group stood when it got the partition. */
  moved: boolean;
}

/** The old owner's commit arrives when the new one has the partition, and has not fenced it yet. */
async function takeOver(estate: Estate, copying: Copying, old: Copier, slowMs: number): Promise<TakeOver> {
  const { proxy, brokers } = estate;
  const commit = await stallInCommit(estate, old);
  const fencing = proxy.holdNext(REQUEST.initProducerId);
  const heir = copying.start(proxy.address);
  let begins: number | null = null;
  heir.onNews((news) => {
    if (news.kind === 'assigned') begins ??= news.offset;
  });
  const copied = heir.next('copied');
  const fence = await fencing;
  const stood = await committedOffset(brokers, copying);
  await pause(slowMs);
  const committed = (await commit.release()) === 0;
  await old.kill();
  await fence.release();
  await copied;
  return { heir, committed, moved: begins !== null && begins !== stood };
}

async function strike(estate: Estate, pattern: Pattern, shape: Shape, log: FaultOptions['log']): Promise<Row[]> {
  const { takeOvers, slowMs, sessionTimeoutMs, messagesPerSecond } = shape;
  const options = { pattern, partitions: 1, messagesPerSecond, sessionTimeoutMs };
  let commits = 0;
  let moves = 0;
  const { published, ...account } = await whileCopying(estate, options, async (copying) => {
    let owner = copying.start(estate.proxy.address);
    await owner.next('copied');
    for (let turn = 1; turn <= takeOvers; turn++) {
      const { heir, committed, moved } = await takeOver(estate, copying, owner, slowMs);
      log(`${pattern}, take-over ${turn}: late commit ${committed ? 'taken' : 'refused'}, place moved: ${moved}`);
      commits += Number(committed);
      moves += Number(moved);
      owner = heir;
    }
  });
  const rows: Row[] = [
    { what: 'messages', value: published, unit: '' },
    { what: 'take-overs', value: takeOvers, unit: '' },
    { what: 'commits of the old owner meanwhile', value: commits, unit: '' },
    ...accountRows('the copy', account),
  ];
  if (pattern === 'naive') return rows;
  const skipped = { what: 'commits not seen by the new owner', value: commits - moves, unit: '' };
  return [
    ...rows,
    { what: 're-seeks: places that moved before the new owner began', value: moves, unit: '' },
    { ...skipped, target: { op: '<=', value: 0 } },
  ];
}

export const fault: Fault = {
  name: 'restore-slowed',
  description:
    'A process that copies a partition, 2,000 messages a second, is stopped (SIGSTOP) with a commit on the way. When its session is over another gets the partition, and is slow: for 3 s it cannot fence the old one. In that time the commit of the old owner arrives, and Kafka takes it, rightly. The new owner must begin behind it, not where the group stood when it got the partition. Beside it the same with kafkajs as its documentation shows it.',
  run({ short, log }) {
    const shape = short ? SHORT : LONG;
    return strikePatterns(shape.patterns, (estate, pattern) => strike(estate, pattern, shape, log));
  },
};
