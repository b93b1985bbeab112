import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Api, createApi } from '../../api/api.ts';
import type { ApiOptions } from '../../api/options.ts';
import { createEmbeddedAlertStore } from '../../backends/embedded/alert-store.ts';
import { createEmbeddedBus } from '../../backends/embedded/log-bus.ts';
import { createEmbeddedStore } from '../../backends/embedded/store/log-store.ts';
import type { AlertStore } from '../../core/alert-store.ts';
import type { AtomicWriters, LogBus } from '../../core/log-bus.ts';
import type { LogStore } from '../../core/log-store.ts';
import { silentLogger } from '../../core/logger.ts';
import { noMetrics } from '../../core/metrics.ts';
import type { LogRecord } from '../../core/record.ts';
import { formatTime } from '../../core/time.ts';
import { TOPIC, TOPICS } from '../../core/topics.ts';
import { loadCategoryModel } from '../../models/category/category-model.ts';
import { parseLine } from '../../parsers/detect.ts';
import { createRuleSource } from '../../stream-processor/rules/rule-source.ts';

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the server sent
  body: any;
}

/** The API behind a listener of its own, on the embedded backends in a folder of their own. */
export interface ApiServer {
  readonly api: Api;
  readonly bus: LogBus & AtomicWriters;
  readonly store: LogStore;
  readonly alertStore: AlertStore;
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  get(path: string): Promise<Answer>;
  /** Finished records onto `logs.classified`, as the processor puts them there. */
  publish(records: readonly LogRecord[]): Promise<void>;
  close(): Promise<void>;
}

/** The time at which these servers live, epoch ms. */
export const SERVER_NOW = Date.UTC(2026, 10, 20, 12);

let nextOffset = 0;

/** A complete record, a minute before {@link SERVER_NOW} unless told otherwise. */
export function createRecord(changes: Partial<LogRecord> = {}): LogRecord {
  nextOffset++;
  return {
    id: `e1-0-${nextOffset}`,
    timestamp: formatTime(SERVER_NOW - 60_000),
    received_at: formatTime(SERVER_NOW - 59_000),
    processed_at: formatTime(SERVER_NOW - 58_000),
    level: 'info',
    service: 'shop',
    message: 'hello',
    category: 'General',
    category_confidence: 0.75,
    model_version: '1',
    attributes: {},
    ...changes,
  };
}

async function readAnswer(response: Response): Promise<Answer> {
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false;
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: isJson && text !== '' ? JSON.parse(text) : undefined,
  };
}

export async function startApiServer(changes: Partial<ApiOptions> = {}): Promise<ApiServer> {
  const dir = mkdtempSync(join(tmpdir(), 'api-'));
  const now = changes.now ?? (() => SERVER_NOW);
  const bus = await createEmbeddedBus({ dir, now });
  await bus.createTopics(TOPICS);
  const store = await createEmbeddedStore({ dir });
  const alertStore = await createEmbeddedAlertStore({ dir });
  const rules = await createRuleSource({ bus, logger: silentLogger });
  const api = createApi({
    bus,
    store,
    alertStore,
    rules,
    classifier: loadCategoryModel(),
    parseLine,
    metricsText: async () => ({ contentType: 'text/plain; version=0.0.4', body: 'up 1\n' }),
    logger: silentLogger,
    metrics: noMetrics,
    now,
    version: '1.2.3',
    ...changes,
  });
  const server = createServer((request, response) => api.handler(request, response));
  server.on('upgrade', (request, socket, head) => {
    if (!api.upgrade(request, socket, head)) socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const call: ApiServer['call'] = async (method, path, body, headers = {}) => {
    const json = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) };
    const type = body === undefined ? {} : { 'content-type': 'application/json' };
    return readAnswer(await fetch(url + path, { method, headers: { ...type, ...headers }, ...json }));
  };
  return {
    api,
    bus,
    store,
    alertStore,
    url,
    call,
    get: (path) => call('GET', path),
    async publish(records) {
      await bus.publish(
        records.map((record) => ({ topic: TOPIC.classified, key: record.service, value: JSON.stringify(record) })),
      );
    },
    async close() {
      await api.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rules.close();
      await Promise.all([bus.close(), store.close(), alertStore.close()]);
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
