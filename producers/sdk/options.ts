import type { Clock } from '../../core/clock.ts';
import type { LogBus } from '../../core/log-bus.ts';
import type { Level } from '../../core/record.ts';
import type { DropPolicy } from './log-buffer.ts';

export interface ProducerLimits {
  /** Of what is kept until it is acknowledged, UTF-8. Default 16 MiB. */
  maxBytes: number;
  /** Logs kept until they are acknowledged. Default 50,000. */
  maxCount: number;
  /** When both are not enough: `drop-oldest` (default; errors are kept longest) or `drop-new`. */
  policy: DropPolicy;
  /** A batch is sent when it has so many bytes … Default 512 KiB. */
  batchBytes: number;
  /** … or so many logs … Default 2,000. */
  batchCount: number;
  /** … or when its first log has waited so long. Default 200. */
  lingerMs: number;
  /** Bodies of so many bytes and more are compressed. Default 2 KiB. */
  gzipFromBytes: number;
  /** How long an answer may take. Default 10,000. */
  requestTimeoutMs: number;
}

export interface ProducerOptions extends Partial<ProducerLimits> {
  /** Where Logsieve is, as `http://127.0.0.1:8080`; a name and password in it become basic authentication. This or `bus`. */
  url?: string | undefined;
  /** Sent with every request, such as a token for what stands before Logsieve. */
  headers?: Readonly<Record<string, string>>;
  /** The bus itself, for services in its process. */
  bus?: Pick<LogBus, 'publish'> | undefined;
  /** The name of the service that logs. */
  service: string;
  environment?: string;
  /** Default: the name of the machine. */
  host?: string;
  /** Said by every log that does not say it itself, such as a version. */
  fields?: Readonly<Record<string, unknown>>;
  /** Logs below it are not taken. Default `trace`. */
  level?: Level;
  /** Told, at most once a minute, when logs cannot be delivered or are dropped. Default: a warning of the process. */
  onTrouble?: (message: string) => void;
  /** For tests: time, and sleeps that do not hold the process. */
  clock?: Clock;
  /** For tests: 0–1. Default Math.random. */
  random?: () => number;
}

const KIB = 1_024;

const DEFAULT_LIMITS: Readonly<ProducerLimits> = {
  maxBytes: 16 * KIB * KIB,
  maxCount: 50_000,
  policy: 'drop-oldest',
  batchBytes: 512 * KIB,
  batchCount: 2_000,
  lingerMs: 200,
  gzipFromBytes: 2 * KIB,
  requestTimeoutMs: 10_000,
};

/** What the options say, defaults where they are silent or no sense can be made of them. */
export function limitsOf(options: ProducerOptions): ProducerLimits {
  const limits = { ...DEFAULT_LIMITS, policy: options.policy ?? DEFAULT_LIMITS.policy };
  for (const key of Object.keys(DEFAULT_LIMITS) as (keyof ProducerLimits)[]) {
    const value = options[key];
    if (key !== 'policy' && typeof value === 'number' && value >= 0) limits[key] = value;
  }
  limits.batchCount = Math.max(1, limits.batchCount);
  return limits;
}
