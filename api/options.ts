import type { AlertRule, RuleOrigin } from '../core/alert-rule.ts';
import type { AlertStore } from '../core/alert-store.ts';
import type { Classifier } from '../core/classifier.ts';
import type { AtomicWriters, LogBus } from '../core/log-bus.ts';
import type { LogStore } from '../core/log-store.ts';
import type { Logger } from '../core/logger.ts';
import type { Metrics } from '../core/metrics.ts';
import type { ParsedLine, ParseOptions } from '../parsers/parsed-line.ts';

/** The rules in force. Changes go over the rules topic, and are in the list once they came round. */
export interface RuleList {
  /** Every rule, disabled ones too, by name. */
  list(): readonly { rule: AlertRule; origin: RuleOrigin }[];
}

export type HealthStatus = 'healthy' | 'degraded' | 'unhealthy';

/** Says how a part is; rejecting means unhealthy. What it says must hold no secret. */
export type HealthCheck = () => Promise<{ status: HealthStatus; [detail: string]: unknown }>;

/** The ledger of the pipeline, as the queue status shows it. */
export type LedgerSource = () => Promise<Readonly<Record<string, unknown>>>;

/** The process's metrics in Prometheus' text format. */
export type MetricsSource = () => Promise<{ contentType: string; body: string }>;

export interface LiveLimits {
  /** Sockets at one time, of all kinds. */
  maxClients: number;
  /** How long records wait to share a frame, ms. */
  frameMs: number;
  pingMs: number;
  /** What may wait for a slow client before records are left out, bytes. */
  maxBufferedBytes: number;
  /** A client that takes nothing for so long is cut off, ms. */
  stuckMs: number;
}

/** What the API is built from. Everything it needs of others is a port. */
export interface ApiOptions {
  store: LogStore;
  alertStore: AlertStore;
  bus: LogBus & AtomicWriters;
  classifier: Classifier;
  parseLine: (line: string, options: ParseOptions) => ParsedLine;
  rules: RuleList;
  /** Health of other parts by name; `bus` and `store` are checked by the API itself unless given. */
  checks?: Readonly<Record<string, HealthCheck>>;
  /** Why the last write to the part failed; null when it did not. Default: nobody watches. */
  writeTrouble?: (part: 'bus' | 'store') => string | null;
  ledger?: LedgerSource;
  metricsText: MetricsSource;
  logger: Logger;
  metrics: Metrics;
  /** Epoch ms. */
  now: () => number;
  version: string;
  /** Origins (`https://logs.example.org`) that a browser may call from, beside the API's own. Default none. */
  allowedOrigins?: readonly string[];
  live?: Partial<LiveLimits>;
}
