import type { Level } from './record.ts';

const SPELLINGS: Record<Level, readonly string[]> = {
  trace: ['trace', 'trce', 'trc', 'verbose', 'vrb', 'silly', 'finest', 'finer', 't', 'v'],
  debug: ['debug', 'dbug', 'dbg', 'fine', 'config', 'd'],
  info: ['info', 'information', 'informational', 'inf', 'notice', 'note', 'log', 'http', 'success', 'i', 'n'],
  warn: ['warn', 'warning', 'wrn', 'w'],
  error: ['error', 'err', 'eror', 'fail', 'failure', 'severe', 'e'],
  fatal: ['fatal', 'ftl', 'crit', 'critical', 'alert', 'emerg', 'emergency', 'panic', 'dpanic', 'f', 'c'],
};

const BY_NAME = new Map<string, Level>();
for (const [level, names] of Object.entries(SPELLINGS)) {
  for (const name of names) {
    BY_NAME.set(name, level as Level);
    BY_NAME.set(name.toUpperCase(), level as Level);
  }
}

const SYSLOG: readonly Level[] = ['fatal', 'fatal', 'fatal', 'error', 'warn', 'info', 'info', 'debug'];

/** Lower bounds of numeric scales, highest first: logback's thousands, java.util.logging, Monolog's hundreds, pino's and bunyan's tens. */
const SCALES: readonly [number, Level][] = [
  [40_000, 'error'],
  [30_000, 'warn'],
  [20_000, 'info'],
  [10_000, 'debug'],
  [5_000, 'trace'],
  [1_000, 'error'],
  [900, 'warn'],
  [800, 'info'],
  [700, 'debug'],
  [500, 'fatal'],
  [400, 'error'],
  [300, 'warn'],
  [200, 'info'],
  [100, 'debug'],
  [60, 'fatal'],
  [50, 'error'],
  [40, 'warn'],
  [30, 'info'],
  [20, 'debug'],
  [10, 'trace'],
];

/** The level of a syslog severity, 0–7 (RFC 5424 §6.2.1). */
export function levelOfSeverity(severity: number): Level | null {
  return SYSLOG[severity] ?? null;
}

function levelOfNumber(value: number): Level | null {
  if (!Number.isInteger(value)) return null;
  if (value < 10) return levelOfSeverity(value);
  for (const [least, level] of SCALES) if (value >= least) return level;
  return null;
}

/** The level that a word in any case, or a number (0–7 syslog, 10–60 pino and bunyan, …), stands for; null when it stands for none. */
export function readLevel(value: unknown): Level | null {
  if (typeof value === 'string') {
    const known = BY_NAME.get(value);
    if (known !== undefined) return known;
    if (value.length > 20) return null;
    const word = value.trim().toLowerCase();
    return BY_NAME.get(word) ?? (/^\d{1,5}$/.test(word) ? levelOfNumber(Number(word)) : null);
  }
  return typeof value === 'number' ? levelOfNumber(value) : null;
}
