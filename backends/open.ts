import { readFileSync } from 'node:fs';
import type { AlertImport, AlertStore } from '../core/alert-store.ts';
import type { AtomicWriters, LogBus } from '../core/log-bus.ts';
import type { LogStore, Retention } from '../core/log-store.ts';
import type { Logger } from '../core/logger.ts';
import type { Snapshots } from '../core/snapshots.ts';
import { lockFolder } from './embedded/folder-lock.ts';

export interface KafkaSettings {
  brokers: readonly string[];
  clientId: string;
  sasl?: { mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512'; username: string; password: string };
  /** Given: encrypted. PEM files. */
  tls?: { caFile?: string; certFile?: string; keyFile?: string };
  replicationFactor?: number;
}

export interface ElasticsearchSettings {
  urls: readonly string[];
  apiKey?: string;
  username?: string;
  password?: string;
  caFile?: string;
  /** Over the indices of the logs. Default: that of the store. */
  alias?: string;
  /** Of snapshots. */
  repository: { name: string; location: string };
}

export interface BackendSettings {
  /** Of the embedded backends. */
  dataDir: string;
  durability: 'normal' | 'full';
  /** Threads that answer searches in the embedded store. */
  searchWorkers: number;
  /** Given: the bus is Kafka. */
  kafka?: KafkaSettings;
  /** Given: the stores are Elasticsearch. */
  elasticsearch?: ElasticsearchSettings;
}

/** The one place that knows which technology is behind the ports. */
export interface Backends {
  /**
   * Takes the data folder for this process alone, where anything is embedded; every thread of it may then open it.
   * @throws PipelineError `folder_locked` or `folder_unwritable`
   */
  claim(): Promise<{ release(): Promise<void> }>;
  /** @param keeper whether this connection does the housekeeping; exactly one of a process should. */
  openBus(keeper: boolean): Promise<LogBus & AtomicWriters>;
  openStore(): Promise<LogStore & Retention>;
  openAlertStore(): Promise<AlertStore & AlertImport>;
  /** Null where the stores can only be copied as files. */
  openSnapshots(): Promise<Snapshots | null>;
}

interface Context {
  logger: Logger;
  now: () => number;
}

/** Each technology is loaded when it is opened: a process pays for those alone that it uses. */
export function openBackends(settings: BackendSettings, context: Context): Backends {
  const { dataDir: dir, durability, searchWorkers, kafka, elasticsearch } = settings;
  const { logger, now } = context;
  return {
    claim: async () => (kafka && elasticsearch ? { release: async () => {} } : lockFolder(dir)),
    async openBus(keeper) {
      if (kafka) return openKafka(kafka, context);
      const { createEmbeddedBus } = await import('./embedded/log-bus.ts');
      return createEmbeddedBus({ dir, durability, now, logger, checkpoint: keeper, check: keeper });
    },
    async openStore() {
      if (elasticsearch) {
        const { createElasticsearchStore } = await import('./elasticsearch/log-store.ts');
        return createElasticsearchStore(elasticsearch);
      }
      const { createEmbeddedStore } = await import('./embedded/store/log-store.ts');
      return createEmbeddedStore({ dir, durability, logger, readers: searchWorkers });
    },
    async openAlertStore() {
      if (elasticsearch) {
        const { createElasticsearchAlertStore } = await import('./elasticsearch/alert-store.ts');
        return createElasticsearchAlertStore(elasticsearch);
      }
      const { createEmbeddedAlertStore } = await import('./embedded/alert-store.ts');
      return createEmbeddedAlertStore({ dir });
    },
    async openSnapshots() {
      if (!elasticsearch) return null;
      const { createElasticsearchSnapshots } = await import('./elasticsearch/snapshots.ts');
      return createElasticsearchSnapshots(elasticsearch);
    },
  };
}

async function openKafka(
  { tls, ...settings }: KafkaSettings,
  { logger, now }: Context,
): Promise<LogBus & AtomicWriters> {
  const { createKafkaBus } = await import('./kafka/log-bus.ts');
  const read = (file: string | undefined): Buffer | undefined => (file === undefined ? undefined : readFileSync(file));
  const certificates = tls && { ca: read(tls.caFile), cert: read(tls.certFile), key: read(tls.keyFile) };
  return createKafkaBus({ ...settings, ...(certificates && { tls: certificates }), logger, now });
}
