import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import { PipelineError } from '../../core/errors.ts';
import { readTopic } from '../../core/read-topic.ts';
import type { Engine } from '../../engines/engine.ts';
import { freePort } from '../../engines/free-port.ts';
import { startKafka } from '../../engines/kafka.ts';
import { makeTopic, probe, publishTexts } from '../contract/log-bus-probe.ts';
import { createKafkaBus, type KafkaBusOptions } from './log-bus.ts';

const dir = mkdtempSync(join(tmpdir(), 'kafka-restart-'));
const [port, lockedPort, controllerPort] = [await freePort(), await freePort(), await freePort()];
const login = 'org.apache.kafka.common.security.plain.PlainLoginModule required';
/** In the clear on one port, with a password on the other. */
const start = (): Promise<Engine> =>
  startKafka({
    dir,
    port,
    heapMb: 256,
    properties: {
      listeners: `PLAINTEXT://127.0.0.1:${port},SASL_PLAINTEXT://127.0.0.1:${lockedPort},CONTROLLER://127.0.0.1:${controllerPort}`,
      'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
      'advertised.listeners': `PLAINTEXT://127.0.0.1:${port},SASL_PLAINTEXT://127.0.0.1:${lockedPort}`,
      'sasl.enabled.mechanisms': 'PLAIN',
      'listener.name.sasl_plaintext.plain.sasl.jaas.config': `${login} user_logsieve="right";`,
    },
  });
let kafka = await start();
const open = (options: Partial<KafkaBusOptions> = {}) =>
  createKafkaBus({ brokers: [`127.0.0.1:${port}`], clientId: 'restart', now: Date.now, patienceMs: 3_000, ...options });
afterAll(async () => {
  await kafka.stop();
  rmSync(dir, { recursive: true, force: true });
});

it('is used with a password, and says so when it is wrong', async () => {
  const locked = { brokers: [`127.0.0.1:${lockedPort}`] };
  const bus = await open({ ...locked, sasl: { mechanism: 'plain', username: 'logsieve', password: 'right' } });
  const topic = await makeTopic(bus);
  await publishTexts(bus, topic, ['a']);
  const reader = await probe(bus, { topics: [topic] });
  await reader.until(() => reader.messages.length === 1);
  await bus.close();
  const wrong = await open({ ...locked, sasl: { mechanism: 'plain', username: 'logsieve', password: 'wrong' } });
  await expect(publishTexts(wrong, topic, ['b'])).rejects.toMatchObject({ code: 'invalid_config' });
  await wrong.close();
}, 120_000);

it('may be killed while messages are copied: each acknowledged one is copied once', async () => {
  const bus = await open();
  const [input, output] = [await makeTopic(bus), await makeTopic(bus)];
  const copier = await probe(bus, {
    topics: [input],
    group: 'copier',
    maxMessages: 50,
    onBatch: (batch) =>
      batch.commit({ publish: batch.messages.map(({ key, value }) => ({ topic: output, key, value })) }),
  });
  const acknowledged: string[] = [];
  const refusals: unknown[] = [];
  let next = 0;
  let feeding = true;
  const feed = (async () => {
    while (feeding) {
      const texts = Array.from({ length: 20 }, () => `${next++}`);
      await publishTexts(bus, input, texts).then(
        () => acknowledged.push(...texts),
        (error) => refusals.push(error),
      );
    }
  })();
  const copied = (text: string | undefined): boolean => copier.texts().includes(text ?? '');
  await copier.until(() => acknowledged.length > 200 && copied(acknowledged[200]));
  await kafka.kill();
  kafka = await start();
  const before = acknowledged.length;
  await copier.until(() => copier.messages.length > 0 && acknowledged.length > before + 200);
  feeding = false;
  await feed;
  await copier.until(() => copied(acknowledged.at(-1)));
  await copier.close();

  const copies: string[] = [];
  await readTopic(bus, output, 'earliest', (messages) => {
    copies.push(...messages.map(({ value }) => value.toString()));
    return true;
  });
  await bus.close();
  expect(new Set(copies).size).toBe(copies.length);
  expect(acknowledged.filter((text) => !copies.includes(text))).toEqual([]);
  for (const error of [...refusals, ...copier.errors]) expect(error).toBeInstanceOf(PipelineError);
}, 240_000);
