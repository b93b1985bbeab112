import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Certificates, makeCertificates } from '../../engines/certificates.ts';
import type { Engine } from '../../engines/engine.ts';
import { freePort } from '../../engines/free-port.ts';
import { startKafka } from '../../engines/kafka.ts';
import { makeTopic, probe, publishTexts } from '../contract/log-bus-probe.ts';
import { createKafkaBus, type KafkaBusOptions } from './log-bus.ts';

/** A broker that is reached with TLS and a SCRAM login only. */

const LONG_MS = 120_000;
const user = { username: 'logsieve', password: 'canary-right' };
const dir = mkdtempSync(join(tmpdir(), 'kafka-login-'));
let port: number;
let kafka: Engine;
let certificates: Certificates;

beforeAll(async () => {
  certificates = makeCertificates(dir);
  const { certFile, keyFile } = certificates;
  const keystore = join(dir, 'keystore.pem');
  writeFileSync(keystore, readFileSync(keyFile, 'utf8') + readFileSync(certFile, 'utf8'));
  const [inside, controller] = [await freePort(), await freePort()];
  port = await freePort();
  const listener = 'listener.name.sasl_ssl';
  kafka = await startKafka({
    dir: join(dir, 'kafka'),
    port,
    heapMb: 256,
    scramUser: user,
    properties: {
      listeners: `PLAINTEXT://127.0.0.1:${inside},SASL_SSL://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controller}`,
      'controller.quorum.voters': `1@127.0.0.1:${controller}`,
      'advertised.listeners': `PLAINTEXT://127.0.0.1:${inside},SASL_SSL://127.0.0.1:${port}`,
      'sasl.enabled.mechanisms': 'SCRAM-SHA-256,SCRAM-SHA-512',
      [`${listener}.scram-sha-256.sasl.jaas.config`]:
        'org.apache.kafka.common.security.scram.ScramLoginModule required;',
      [`${listener}.scram-sha-512.sasl.jaas.config`]:
        'org.apache.kafka.common.security.scram.ScramLoginModule required;',
      [`${listener}.ssl.keystore.type`]: 'PEM',
      [`${listener}.ssl.keystore.location`]: keystore,
    },
  });
}, LONG_MS);
afterAll(async () => {
  await kafka.kill();
  rmSync(dir, { recursive: true, force: true });
});

const open = (options: Partial<KafkaBusOptions>) =>
  createKafkaBus({
    brokers: [`127.0.0.1:${port}`],
    clientId: 'login',
    now: Date.now,
    patienceMs: 3_000,
    tls: { ca: readFileSync(certificates.caFile) },
    sasl: { mechanism: 'scram-sha-512', ...user },
    ...options,
  });

test.each(['scram-sha-256', 'scram-sha-512'] as const)(
  'is used with TLS and %s, in a group and in transactions',
  async (mechanism) => {
    const bus = await open({ sasl: { mechanism, ...user } });
    const [input, output] = [await makeTopic(bus), await makeTopic(bus)];
    await publishTexts(bus, input, ['a', 'b']);
    const copier = await probe(bus, {
      topics: [input],
      group: `copier-${mechanism}`,
      onBatch: (batch) =>
        batch.commit({ publish: batch.messages.map(({ key, value }) => ({ topic: output, key, value })) }),
    });
    const reader = await probe(bus, { topics: [output] });
    await reader.until(() => reader.messages.length === 2);
    await copier.close();
    await bus.close();
  },
  LONG_MS,
);

const refused = async (options: Partial<KafkaBusOptions>): Promise<unknown> => {
  const bus = await open(options).catch((error: unknown) => error);
  if (bus instanceof Error) return bus;
  const error: unknown = await publishTexts(bus as Awaited<ReturnType<typeof open>>, 'anything', ['a']).catch((e) => e);
  await (bus as Awaited<ReturnType<typeof open>>).close();
  return error;
};

test('a wrong password is said to be refused, without being told', async () => {
  const error = await refused({ sasl: { mechanism: 'scram-sha-512', ...user, password: 'canary-wrong' } });
  expect(error).toMatchObject({ code: 'invalid_config', message: expect.stringMatching(/authentication/i) });
  expect(inspect(error, { depth: 20 })).not.toContain('canary');
});

test('a broker whose authority is not known is not spoken to', async () => {
  const said = expect.stringContaining('KAFKA_TLS_CA');
  expect(await refused({ tls: {} })).toMatchObject({ code: 'invalid_config', message: said });
});
