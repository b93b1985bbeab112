import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from '@jest/globals';
import { readTopic } from '../../core/read-topic.ts';
import { makeTopic, uniqueName } from '../contract/log-bus-probe.ts';
import { createKafkaBus } from './log-bus.ts';
import { BROKERS } from './test-kafka/admin.ts';

const PARTITIONS = 3;
const COPIER = fileURLToPath(new URL('test-kafka/copier.ts', import.meta.url));
const bus = await createKafkaBus({ brokers: BROKERS, clientId: 'stall', now: Date.now });
const children: ChildProcess[] = [];
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await bus.close();
});

async function heard(child: ChildProcess, wanted: RegExp): Promise<void> {
  for (;;) {
    const [said] = (await once(child, 'message')) as [string];
    if (wanted.test(said)) return;
  }
}

it('copies each message once although a member is stalled inside a commit for longer than its session', async () => {
  const [input, output] = [
    await makeTopic(bus, { partitions: PARTITIONS }),
    await makeTopic(bus, { partitions: PARTITIONS }),
  ];
  const state = await makeTopic(bus, { partitions: PARTITIONS, compacted: true });
  const args = [input, output, state, uniqueName('group')];
  const start = (): ChildProcess => {
    const child = fork(COPIER, args, { execArgv: ['--disable-warning=ExperimentalWarning'] });
    children.push(child);
    return child;
  };
  let published = 0;
  let publishing = true;
  const feed = (async () => {
    while (publishing) {
      const texts = Array.from({ length: 30 }, () => `${published++}`);
      await bus.publish(texts.map((value, at) => ({ topic: input, key: 'k', value, partition: at % PARTITIONS })));
    }
  })();

  const first = start();
  await heard(first, /copied/);
  first.send('stall');
  await heard(first, /stalling/);
  const second = start();
  for (let partition = 0; partition < PARTITIONS; partition++) await heard(second, new RegExp(`copied ${partition}`));
  first.kill('SIGCONT');
  await heard(first, /copied/);
  publishing = false;
  await feed;

  let copied: string[] = [];
  while (copied.length < published) {
    copied = [];
    await readTopic(bus, output, 'earliest', (messages) => {
      copied.push(...messages.map(({ value }) => value.toString()));
      return true;
    });
  }
  for (const child of [first, second]) {
    child.send('end');
    await once(child, 'exit');
  }
  expect(copied.map(Number).sort((left, right) => left - right)).toEqual(
    Array.from({ length: published }, (_, at) => at),
  );
  const counts: number[] = [];
  await readTopic(bus, state, 'earliest', (messages) => {
    for (const { partition, value } of messages) counts[partition] = Number(value.toString());
    return true;
  });
  expect(counts.reduce((sum, count) => sum + count)).toBe(published);
}, 120_000);
