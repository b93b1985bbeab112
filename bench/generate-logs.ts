import type { Category, LogEvent } from '../core/record.ts';
import { formatTime } from '../core/time.ts';
import { type LogTemplate, PATHS, SENTENCES, SERVICES, USER_AGENTS } from './log-templates.ts';

/** A log with what is known about it because we made it. */
export interface GeneratedLog {
  log: LogEvent;
  category: Category;
  /** 0–299. */
  template: number;
}

export interface LogGenerator {
  /** A log as a service sends it; about 300 bytes of JSON on average. */
  next(): LogEvent;
  nextLabelled(): GeneratedLog;
}

export interface LogGeneratorOptions {
  /** Time of the first log, epoch ms. */
  startAt?: number;
  /** How fast the time goes on. */
  logsPerSecond?: number;
}

interface Dice {
  below(limit: number): number;
  /** Small numbers far more often than large ones. */
  skewed(limit: number): number;
  chance(probability: number): boolean;
  /** Log-normal, around 40 with a long tail. */
  duration(): number;
  hex(digits: number): string;
  pick<T>(from: readonly T[]): T;
}

/** mulberry32 (Tommy Ettinger, public domain). */
function createDice(seed: number): Dice {
  let state = seed >>> 0;
  const unit = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number): number => Math.floor(unit() * limit);
  return {
    below,
    skewed: (limit) => Math.floor(limit * unit() ** 3),
    chance: (probability) => unit() < probability,
    duration: () => Math.round(10 * Math.exp(3.7 + (unit() + unit() + unit() - 1.5) * 2)) / 10,
    hex(digits) {
      let text = '';
      while (text.length < digits) text += below(0x10000).toString(16).padStart(4, '0');
      return text.slice(0, digits);
    },
    pick<T>(from: readonly T[]): T {
      const picked = from[below(from.length)];
      if (picked === undefined) throw new RangeError('nothing to pick from');
      return picked;
    },
  };
}

/** Values that one log has once, however often it speaks of them. */
interface Scene {
  path: string;
  method: string;
  status: number;
  user: string;
  ip: string;
  ms: number;
}

function sceneOf(dice: Dice): Scene {
  const client = dice.skewed(20_000);
  const path = PATHS[dice.skewed(PATHS.length)] ?? '/';
  return {
    path: path.replace('{int}', String(dice.skewed(5_000))),
    method: dice.pick(['GET', 'GET', 'GET', 'POST', 'PUT', 'DELETE']),
    status: dice.chance(0.94)
      ? dice.pick([200, 200, 200, 201, 204, 304])
      : dice.pick([400, 401, 404, 429, 500, 502, 503]),
    user: `u${100_000 + dice.skewed(50_000)}`,
    ip: `10.${client % 4}.${(client >> 4) % 256}.${1 + (client % 250)}`,
    ms: dice.duration(),
  };
}

function uuid(dice: Dice): string {
  const hex = dice.hex(30);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(12, 15)}-a${hex.slice(15, 18)}-${hex.slice(18, 30)}`;
}

function fill(kind: string, dice: Dice, scene: Scene, nouns: readonly string[]): string {
  switch (kind) {
    case 'noun':
      return dice.pick(nouns);
    case 'int':
      return String(dice.skewed(100_000));
    case 'digit':
      return String(1 + dice.below(5));
    case 'us':
      return String(20 + dice.skewed(900));
    case 's':
      return (dice.duration() / 10).toFixed(1);
    case 'amount':
      return (dice.skewed(30_000) / 100).toFixed(2);
    case 'port':
      return dice.pick(['5432', '6379', '8080', '9092', '443']);
    case 'host':
      return `node-${dice.below(40)}.internal`;
    case 'order':
      return `A-${200_000 + dice.below(800_000)}`;
    case 'hex':
      return dice.hex(12);
    case 'uuid':
      return uuid(dice);
    default:
      return String(scene[kind as keyof Scene]);
  }
}

function addFields(log: LogEvent, shape: LogTemplate['shape'], dice: Dice, scene: Scene): void {
  if (shape === 'access') {
    log.endpoint = scene.path;
    log.method = scene.method;
    log.status_code = scene.status;
    log.response_time = scene.ms;
    log.ip_address = scene.ip;
    log.user_agent = USER_AGENTS[dice.skewed(USER_AGENTS.length)] ?? '';
  } else if (shape === 'user') {
    log.user_id = scene.user;
    if (dice.chance(0.7)) log.request_id = `req-${dice.hex(16)}`;
    log.attributes = { region: dice.pick(['eu-west-1', 'us-east-1', 'ap-south-1']), tenant: `t${dice.skewed(200)}` };
    return;
  } else {
    log.host = `node-${dice.below(40)}.internal`;
    if (dice.chance(0.2)) log.trace_id = dice.hex(32);
  }
  log.attributes = {
    version: `1.${dice.below(4)}.${dice.below(3)}`,
    pod: `${log.service}-${dice.below(6)}`,
    thread: dice.below(16),
  };
}

function makeLog(dice: Dice, at: number): GeneratedLog {
  const serviceIndex = dice.skewed(SERVICES.length);
  const [service, nouns] = SERVICES[serviceIndex] ?? ['unknown', ['thing']];
  const own = dice.skewed(12);
  // 13 and 50 have no common factor, so a service's twelve sentences are spread over all fifty
  const sentence = SENTENCES[((serviceIndex * 12 + own) * 13) % SENTENCES.length];
  if (!sentence) throw new RangeError('no such sentence');
  const scene = sceneOf(dice);
  const message = sentence.text.replace(/\{(\w+)\}/g, (_, kind: string) => fill(kind, dice, scene, nouns));
  const log: LogEvent = {
    timestamp: formatTime(at),
    level: sentence.level,
    service,
    message,
    environment: 'production',
    attributes: {},
  };
  addFields(log, sentence.shape, dice, scene);
  return { log, category: sentence.category, template: serviceIndex * 12 + own };
}

/**
 * Logs of 25 services in 300 templates with addresses, ids, durations and attributes. The same seed gives the same logs;
 * times rise with up to two seconds of disorder.
 */
export function createLogGenerator(seed: number, options: LogGeneratorOptions = {}): LogGenerator {
  const dice = createDice(seed);
  const startAt = options.startAt ?? Date.UTC(2026, 10, 20, 10);
  const stepMs = 1_000 / (options.logsPerSecond ?? 300);
  let made = 0;
  const nextLabelled = (): GeneratedLog => {
    const late = dice.chance(0.05) ? dice.below(2_000) : dice.below(40);
    return makeLog(dice, startAt + Math.floor(made++ * stepMs) - late);
  };
  return { nextLabelled, next: () => nextLabelled().log };
}
