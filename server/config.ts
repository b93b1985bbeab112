import { existsSync } from 'node:fs';
import { isIPv6 } from 'node:net';
import { resolve } from 'node:path';
import { inspect } from 'node:util';
import type { ElasticsearchSettings, KafkaSettings } from '../backends/open.ts';
import { PipelineError } from '../core/errors.ts';
import { CATEGORIES } from '../core/record.ts';
import type { BreakerSettings } from '../stream-processor/breaker.ts';
import {
  type Fault,
  type Given,
  openSecretFiles,
  readConfigFile,
  readEnvironment,
  type Source,
} from './setting-sources.ts';
import type { CustomMask } from './setting-values.ts';
import { SETTING_NAMES, SETTINGS, type Setting, type SettingName, type SettingValues } from './settings.ts';

/** All settings of one process. Plain data, deeply frozen; written as text or JSON it shows no secret. */
export interface Config {
  /** The texts that must not appear in any log or answer. */
  secrets: readonly string[];
  host: string;
  port: number;
  /** Without a slash at the end. */
  publicUrl: string;
  /** Whether `publicUrl` was given; else it follows from host and port, and port 0 is not known before the listener is up. */
  publicUrlGiven: boolean;
  /** Absolute, as are the other paths. */
  dataDir: string;
  durability: 'normal' | 'full';
  /** The bus, where it is not the embedded one. */
  kafka?: KafkaSettings;
  /** The stores, where they are not the embedded ones. */
  elasticsearch?: ElasticsearchSettings;
  slackWebhookUrl?: string;
  telegram?: { botToken: string; chatId: string; apiBase?: string };
  alertWebhookUrl?: string;
  alertRules?: string;
  categoryModel?: string;
  /** Days by category; `default` is for those without an entry. */
  retentionDays: Readonly<Record<string, number>> & { readonly default: number };
  logLevel: 'debug' | 'info' | 'warn' | 'error';
  logFormat: 'json' | 'pretty';
  mask: { kinds: readonly string[]; custom: readonly CustomMask[] };
  breaker: BreakerSettings;
  searchWorkers: number;
  shutdownTimeoutMs: number;
  allowedOrigins: readonly string[];
  maxBodyBytes: number;
  groupWaitMs: number;
}

export interface ConfigSources {
  env: Readonly<Record<string, string | undefined>>;
  /** Path of the configuration file; default: what LOGSIEVE_CONFIG says. */
  file?: string | undefined;
  /** Settings given as options of the command line, by name; they beat the environment, which beats the file. */
  options?: Readonly<Record<string, string | undefined>>;
  /** Whether the log goes to a terminal. */
  isTerminal?: boolean;
}

/**
 * Reads the settings once.
 * @throws PipelineError `invalid_config`: the message has a line for every fault, `details.faults` the faults themselves.
 */
export function loadConfig(sources: ConfigSources): Config {
  return protect(buildConfig(readSettings(sources).values, sources.isTerminal ?? false));
}

/** Every setting that has a value, by its name in the configuration file and as that file could have it; secrets as `[secret]`. @throws like {@link loadConfig} */
export function showSettings(sources: ConfigSources): Record<string, unknown> {
  const { given, values } = readSettings(sources);
  const secrets = secretsOf(values);
  const shown = SETTING_NAMES.flatMap((name): [string, unknown][] => {
    const setting: Setting = SETTINGS[name];
    const text = given.get(name)?.text ?? setting.fallback;
    if (text === undefined) return [];
    const value = isPath(name) ? values[name] : plainValue(text, values[name]);
    return [[name.toLowerCase(), secrets.includes(String(value)) ? '[secret]' : value]];
  });
  return Object.fromEntries(shown);
}

const isPath = (name: SettingName): boolean => name === 'DATA_DIR' || 'file' in SETTINGS[name];

/** Numbers and lists as such, anything else as it was written. */
function plainValue(text: string, value: unknown): unknown {
  return Array.isArray(value) && value.every((part) => typeof part === 'string')
    ? value
    : value === Number(text)
      ? value
      : text;
}

function readSettings(sources: ConfigSources): { given: Source; values: SettingValues } {
  const faults: Fault[] = [];
  const report = (fault: Fault) => faults.push(fault);
  const path = sources.file ?? (sources.env.LOGSIEVE_CONFIG || undefined);
  const given: Source = new Map([
    ...(path === undefined ? [] : openSecretFiles(readConfigFile(path, report), report)),
    ...openSecretFiles(readEnvironment(sources.env, report), report),
    ...readOptions(sources.options ?? {}),
  ]);
  const values = readValues(given, report);
  for (const names of TOGETHER) checkTogether(names, given, report);
  if (faults.length > 0) throw invalidConfig(faults);
  return { given, values };
}

const placeOf = ({ setting, from }: Given) => ({ setting, from });

function readOptions(options: Readonly<Record<string, string | undefined>>): [string, Given][] {
  return Object.entries(options).flatMap(([name, text]) => {
    const setting = `--${name.toLowerCase().replaceAll('_', '-')}`;
    return text === undefined ? [] : [[name, { text, setting, from: 'command line', base: process.cwd() }]];
  });
}

function readValues(given: Source, report: (fault: Fault) => void): SettingValues {
  const values: Partial<Record<SettingName, unknown>> = {};
  for (const name of SETTING_NAMES) {
    const setting: Setting = SETTINGS[name];
    const source = given.get(name);
    const text = source?.text ?? setting.fallback;
    if (text === undefined) continue;
    const value = setting.reader.read(text);
    if (value === undefined && source) report({ ...placeOf(source), message: expectation(setting, text) });
    values[name] = value;
    if (!setting.file || !source) continue;
    values[name] = resolve(source.base, text);
    if (!existsSync(resolve(source.base, text)))
      report({ ...placeOf(source), message: `there is no file ${JSON.stringify(text)}` });
  }
  const folder = given.get('DATA_DIR');
  values.DATA_DIR = resolve(folder?.base ?? process.cwd(), folder?.text ?? SETTINGS.DATA_DIR.fallback);
  return values as SettingValues;
}

function expectation(setting: Setting, text: string): string {
  const hidden = setting.secret || setting.quiet || text.includes('@');
  const shown = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  return `expected ${setting.reader.expected}${hidden ? '' : `, got ${JSON.stringify(shown)}`}`;
}

/** Settings that mean nothing without each other. */
const TOGETHER: readonly (readonly SettingName[])[] = [
  ['TELEGRAM_BOT_TOKEN', 'TELEGRAM_CHAT_ID'],
  ['KAFKA_SASL_MECHANISM', 'KAFKA_SASL_USERNAME', 'KAFKA_SASL_PASSWORD'],
  ['KAFKA_TLS_CERT', 'KAFKA_TLS_KEY'],
  ['ELASTICSEARCH_USERNAME', 'ELASTICSEARCH_PASSWORD'],
];

function checkTogether(names: readonly SettingName[], given: Source, report: (fault: Fault) => void): void {
  const present = names.flatMap((name) => given.get(name) ?? []);
  const missing = names.filter((name) => !given.has(name));
  if (missing.length === 0) return;
  for (const each of present) report({ ...placeOf(each), message: `expected ${missing.join(' and ')} beside it` });
}

function invalidConfig(faults: readonly Fault[]): PipelineError {
  const lines = faults.map(({ setting, from, message }) => `${setting} (${from}): ${message}`);
  return new PipelineError('invalid_config', lines.join('\n'), { details: { faults } });
}

/** `http://host:port`; an address that stands for all of the machine's is written as the machine's own. */
export function listenerUrl(host: string, port: number): string {
  if (host === '0.0.0.0' || host === '::') return `http://127.0.0.1:${port}`;
  return `http://${isIPv6(host) ? `[${host}]` : host}:${port}`;
}

function buildConfig(values: SettingValues, isTerminal: boolean): Config {
  const { TELEGRAM_BOT_TOKEN: botToken, TELEGRAM_CHAT_ID: chatId, TELEGRAM_API_BASE: apiBase } = values;
  return {
    secrets: secretsOf(values),
    host: values.HOST,
    port: values.PORT,
    publicUrl: values.PUBLIC_URL ?? listenerUrl(values.HOST, values.PORT),
    publicUrlGiven: values.PUBLIC_URL !== undefined,
    dataDir: values.DATA_DIR,
    durability: values.DURABILITY,
    ...(values.KAFKA_BROKERS && { kafka: kafkaSettings(values, values.KAFKA_BROKERS) }),
    ...(values.ELASTICSEARCH_URL && { elasticsearch: elasticsearchSettings(values, values.ELASTICSEARCH_URL) }),
    ...(values.SLACK_WEBHOOK_URL !== undefined && { slackWebhookUrl: values.SLACK_WEBHOOK_URL }),
    ...(botToken !== undefined &&
      chatId !== undefined && { telegram: { botToken, chatId, ...(apiBase !== undefined && { apiBase }) } }),
    ...(values.ALERT_WEBHOOK_URL !== undefined && { alertWebhookUrl: values.ALERT_WEBHOOK_URL }),
    ...(values.ALERT_RULES !== undefined && { alertRules: values.ALERT_RULES }),
    ...(values.CATEGORY_MODEL !== undefined && { categoryModel: values.CATEGORY_MODEL }),
    retentionDays: retentionDays(values),
    logLevel: values.LOG_LEVEL,
    logFormat: values.LOG_FORMAT ?? (isTerminal ? 'pretty' : 'json'),
    mask: { kinds: values.MASK_KINDS, custom: values.MASK_EXTRA ?? [] },
    breaker: {
      maxPercent: values.DEAD_LETTER_MAX_PERCENT,
      minFailures: values.DEAD_LETTER_MIN_FAILURES,
      maxPerMinute: values.DEAD_LETTER_MAX_PER_MINUTE,
      pauseMs: values.DEAD_LETTER_PAUSE,
    },
    searchWorkers: values.SEARCH_WORKERS,
    shutdownTimeoutMs: values.SHUTDOWN_TIMEOUT_S * 1_000,
    allowedOrigins: values.ALLOWED_ORIGINS,
    maxBodyBytes: values.MAX_BODY_BYTES,
    groupWaitMs: values.GROUP_WAIT,
  };
}

function kafkaSettings(values: SettingValues, brokers: readonly string[]): KafkaSettings {
  const { KAFKA_SASL_MECHANISM: mechanism, KAFKA_SASL_USERNAME: username, KAFKA_SASL_PASSWORD: password } = values;
  const { KAFKA_TLS_CA: caFile, KAFKA_TLS_CERT: certFile, KAFKA_TLS_KEY: keyFile } = values;
  const isEncrypted = values.KAFKA_TLS === 'on' || caFile !== undefined || certFile !== undefined;
  const tls = { ...(caFile && { caFile }), ...(certFile && { certFile }), ...(keyFile && { keyFile }) };
  return {
    brokers,
    clientId: values.KAFKA_CLIENT_ID,
    ...(mechanism && { sasl: { mechanism, username: username ?? '', password: password ?? '' } }),
    ...(isEncrypted && { tls }),
    ...(values.KAFKA_REPLICATION_FACTOR !== undefined && { replicationFactor: values.KAFKA_REPLICATION_FACTOR }),
  };
}

function elasticsearchSettings(values: SettingValues, urls: readonly string[]): ElasticsearchSettings {
  const { ELASTICSEARCH_API_KEY: apiKey, ELASTICSEARCH_CA: caFile } = values;
  const { ELASTICSEARCH_USERNAME: username, ELASTICSEARCH_PASSWORD: password } = values;
  const { ELASTICSEARCH_REPOSITORY: name, ELASTICSEARCH_REPOSITORY_LOCATION: location } = values;
  return {
    urls,
    repository: { name, location },
    ...(apiKey !== undefined && { apiKey }),
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    ...(caFile !== undefined && { caFile }),
  };
}

function retentionDays(values: SettingValues): Config['retentionDays'] {
  const days: Record<string, number> & { default: number } = { default: values.RETENTION_DAYS };
  for (const category of CATEGORIES) {
    const own = values[`RETENTION_DAYS_${category.toUpperCase() as Uppercase<typeof category>}`];
    if (own !== undefined) days[category] = own;
  }
  return days;
}

function secretsOf(values: SettingValues): string[] {
  const given = SETTING_NAMES.filter((name) => 'secret' in SETTINGS[name]).map((name) => values[name]);
  return given.filter((value) => value !== undefined).map(String);
}

/** The configuration with every secret hidden, wherever it stands. */
function redacted({ secrets, ...config }: Config): Record<string, unknown> {
  const hide = (value: unknown): unknown => {
    if (typeof value === 'string') return secrets.includes(value) ? '[secret]' : value;
    if (Array.isArray(value)) return value.map(hide);
    if (typeof value !== 'object' || value === null || value instanceof RegExp) return value;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, hide(each)]));
  };
  return hide(config) as Record<string, unknown>;
}

function freeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || value instanceof RegExp) return value;
  for (const part of Object.values(value)) freeze(part);
  return Object.freeze(value);
}

/** Freezes it; not enumerable, so that a copy handed to a worker thread is plain data. */
function protect(config: Config): Config {
  const hide = (value: () => unknown) => ({ value, enumerable: false });
  Object.defineProperties(config, {
    toJSON: hide(() => redacted(config)),
    toString: hide(() => JSON.stringify(redacted(config))),
    [inspect.custom]: hide(() => redacted(config)),
  });
  return freeze(config);
}
