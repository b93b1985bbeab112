import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createEmbeddedAlertStore } from '../backends/embedded/alert-store.ts';
import { createEmbeddedBus } from '../backends/embedded/log-bus.ts';
import { TOPIC, TOPICS } from '../core/topics.ts';
import { createAlertEvent } from '../test/stand-ins/alert-event.ts';
import { eventually } from '../test/stand-ins/eventually.ts';
import { startWebhookStandIn, type WebhookStandIn } from '../test/stand-ins/webhook-server.ts';

/** More for a longer run. */
const KILLS = Number(process.env.ALERT_KILLS ?? 5);
const PROGRAM = join(import.meta.dirname, '../test/stand-ins/alert-consumer-process.ts');

let dir: string;
let webhook: WebhookStandIn;
let child: ChildProcess | undefined;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'alert-kill-'));
});
afterEach(async () => {
  child?.kill('SIGKILL');
  await webhook.close();
  rmSync(dir, { recursive: true, force: true });
});

const ids = Array.from({ length: KILLS * 4 }, (_, n) => `alert-${n}`);

async function publishAll(): Promise<void> {
  const bus = await createEmbeddedBus({ dir, now: Date.now });
  await bus.createTopics(TOPICS);
  const events = ids.map((id) => createAlertEvent({ id, rule: `rule-${id}` }));
  await bus.publish(events.map((event) => ({ topic: TOPIC.alerts, key: event.rule, value: JSON.stringify(event) })));
  await bus.close();
}

/** Runs a consumer until the function resolves, then kills it. */
async function runUntil(condition: () => Promise<unknown>): Promise<void> {
  child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', PROGRAM, dir, webhook.url], {
    stdio: 'ignore',
  });
  const exit = once(child, 'exit');
  await condition();
  child.kill('SIGKILL');
  await exit;
}

test(`killed ${KILLS} times between taking and noting, nothing is missed and each kill repeats one message at most, marked`, async () => {
  await publishAll();
  let killAt = Number.POSITIVE_INFINITY;
  webhook = await startWebhookStandIn({
    onRequest() {
      // Before the answer leaves, so before the consumer can note it.
      if (webhook.taken().length >= killAt) child?.kill('SIGKILL');
    },
  });
  for (let kill = 0; kill < KILLS; kill++) {
    killAt = webhook.taken().length + 1 + (kill % 3);
    await runUntil(() => once(child as ChildProcess, 'exit'));
  }
  killAt = Number.POSITIVE_INFINITY;
  await runUntil(() => until(() => new Set(told().map((each) => each.id)).size === ids.length));

  expect(new Set(told().map((each) => each.id))).toEqual(new Set(ids));
  const extra = told().length - ids.length;
  expect(extra).toBeLessThanOrEqual(KILLS);
  expect(extra).toBeGreaterThan(0);
  expect(told().filter((each) => each.marked).length).toBe(extra);
  const seen = new Set<string>();
  for (const { id, marked } of told()) {
    expect(marked).toBe(seen.has(id));
    seen.add(id);
  }
  const store = await createEmbeddedAlertStore({ dir });
  expect((await store.list({ limit: 1_000 })).alerts).toHaveLength(ids.length);
  await store.close();
}, 120_000);

test(`killed ${KILLS} times at any moment, nothing is missed and each kill repeats one message at most`, async () => {
  await publishAll();
  webhook = await startWebhookStandIn();
  for (let kill = 0; kill < KILLS; kill++) {
    const before = webhook.requests.length;
    await runUntil(async () => {
      await until(() => webhook.requests.length > before || told().length >= ids.length);
      await new Promise((resolve) => setTimeout(resolve, (kill * 7) % 40));
    });
  }
  await runUntil(() => until(() => new Set(told().map((each) => each.id)).size === ids.length));
  expect(new Set(told().map((each) => each.id))).toEqual(new Set(ids));
  expect(told().length - ids.length).toBeLessThanOrEqual(KILLS);
}, 120_000);

function told(): { id: string; marked: boolean }[] {
  return webhook.messages().flatMap((message) => {
    const alerts = message.alerts as { fingerprint: string }[];
    return alerts.map(({ fingerprint }) => ({ id: fingerprint, marked: message.mayBeRepeated === true }));
  });
}

function until(condition: () => boolean): Promise<true> {
  return eventually('what the consumer tells', () => condition() || null);
}
