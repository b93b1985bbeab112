import { setTimeout as pause } from 'node:timers/promises';
import type { Row } from '../../bench/harness/scenario.ts';
import { accountRows } from './harness/account.ts';
import type { Copier, Pattern } from './harness/copier.ts';
import { whileCopying } from './harness/copying.ts';
import type { Estate } from './harness/estate.ts';
import type { Fault, FaultOptions } from './harness/fault.ts';
import { stallInCommit, strikePatterns } from './harness/stall.ts';

interface Shape {
  patterns: readonly Pattern[];
  messagesPerSecond: number;
  sessionTimeoutMs: number;
  stalls: number;
}

const SHORT: Shape = { patterns: ['ours'], messagesPerSecond: 300, sessionTimeoutMs: 1_500, stalls: 1 };
const LONG: Shape = { patterns: ['ours', 'naive'], messagesPerSecond: 2_000, sessionTimeoutMs: 6_000, stalls: 3 };
const PARTITIONS = 3;

/** Resolves when these have copied something of every partition between them. */
function allCopied(copiers: readonly Copier[]): Promise<void> {
  const missing = new Set(Array.from({ length: PARTITIONS }, (_, partition) => partition));
  return new Promise((resolve) => {
    for (const copier of copiers) {
      copier.onNews((news) => {
        if (news.kind === 'copied') missing.delete(news.partition);
        if (missing.size === 0) resolve();
      });
    }
  });
}

/** Stalls the member whose connections go through the proxy. Resolves with what Kafka answers to its late commit. */
async function stallOnce(estate: Estate, struck: Copier, others: readonly Copier[], stalledMs: number) {
  const commit = await stallInCommit(estate, struck);
  await Promise.all([pause(stalledMs), allCopied(others)]);
  const answered = commit.release();
  struck.goOn();
  const errorCode = await answered;
  await struck.next('copied');
  return errorCode;
}

async function strike(estate: Estate, pattern: Pattern, shape: Shape, log: FaultOptions['log']): Promise<Row[]> {
  const { stalls, sessionTimeoutMs, messagesPerSecond } = shape;
  let accepted = 0;
  const options = { pattern, partitions: PARTITIONS, messagesPerSecond, sessionTimeoutMs };
  const { published, ...account } = await whileCopying(estate, options, async ({ start }) => {
    const struck = start(estate.proxy.address);
    const others = [start(), start()];
    await Promise.all([struck, ...others].map((copier) => copier.next('copied')));
    for (let stall = 1; stall <= stalls; stall++) {
      const errorCode = await stallOnce(estate, struck, others, 2 * sessionTimeoutMs);
      log(`${pattern}, stall ${stall}: its commit was answered with ${errorCode}`);
      if (errorCode === 0) accepted += 1;
    }
  });
  return [
    { what: 'messages', value: published, unit: '' },
    { what: 'stalls', value: stalls, unit: '' },
    { what: 'late commits that Kafka took', value: accepted, unit: '', target: { op: '<=', value: 0 } },
    ...accountRows('the copy', account),
  ];
}

export const fault: Fault = {
  name: 'stalled-in-transaction',
  description:
    'Three processes copy a topic of three partitions, each batch in a transaction with its offset, as the processor does, at 2,000 messages a second. One is stopped (SIGSTOP) for twice its session timeout when it has sent a batch and its commit is on the way; the others take over; then it goes on, and its commit arrives. Kafka must refuse it. Beside it the same work done with kafkajs as its documentation shows it: a transactional producer a process, and the offsets sent with the transaction.',
  run({ short, log }) {
    const shape = short ? SHORT : LONG;
    return strikePatterns(shape.patterns, (estate, pattern) => strike(estate, pattern, shape, log));
  },
};
