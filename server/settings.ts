import { CATEGORIES } from '../core/record.ts';
import * as value from './setting-values.ts';

/** One setting: its name in the environment (the configuration file has it in lower case), what it means, how its text is read. */
export interface Setting<T = unknown> {
  reader: value.ValueReader<T>;
  meaning: string;
  /** The text that counts when nothing is given. */
  fallback?: string;
  /** Its value is told to nobody, and it may be given as the name of a file that holds it. */
  secret?: true;
  /** Its value is left out of faults, because it often stands beside a secret. */
  quiet?: true;
  /** Its value is the path of something that must be there. */
  file?: true;
}

type With<T> = Setting<T> & { fallback: string };

function withDefault<T>(reader: value.ValueReader<T>, fallback: string, meaning: string): With<T> {
  return { reader, fallback, meaning };
}

function optional<T>(reader: value.ValueReader<T>, meaning: string, traits: Partial<Setting<T>> = {}): Setting<T> {
  return { reader, meaning, ...traits };
}

const SECRET = { secret: true } as const;
const FILE = { file: true } as const;
const DAYS = value.positive(36_500);
const RETENTION = Object.fromEntries(
  CATEGORIES.map((category) => [
    `RETENTION_DAYS_${category.toUpperCase()}`,
    optional(DAYS, `The same for logs of the category ${category}.`),
  ]),
) as Record<`RETENTION_DAYS_${Uppercase<(typeof CATEGORIES)[number]>}`, Setting<number>>;

/** Every setting, in the order of docs/configuration.md. */
export const SETTINGS = {
  HOST: withDefault(value.host, '127.0.0.1', 'Address that the HTTP listener binds to.'),
  PORT: withDefault(value.whole(0, 65_535), '8080', 'Its port; 0 takes any free one.'),
  PUBLIC_URL: optional(value.baseUrl, 'What links in messages begin with. Default: http://HOST:PORT.'),
  ALLOWED_ORIGINS: withDefault(
    value.origins,
    'none',
    'Origins of other web pages that may call the API and open WebSockets; commas between them.',
  ),
  MAX_BODY_BYTES: withDefault(value.whole(1_024, 104_857_600), '20971520', 'Largest request body, before inflating.'),
  SHUTDOWN_TIMEOUT_S: withDefault(value.positive(600), '10', 'Seconds that an orderly stop may take.'),
  DATA_DIR: withDefault(value.text, './data', 'Folder of the embedded bus and stores. One process owns it.'),
  DURABILITY: withDefault(
    value.oneOf(['normal', 'full']),
    'normal',
    'normal survives a killed process; full also a power cut: it waits for the disk before each answer.',
  ),
  RETENTION_DAYS: withDefault(DAYS, '7', 'Days that stored logs are kept.'),
  ...RETENTION,
  SEARCH_WORKERS: withDefault(value.whole(1, 16), '1', 'Threads that answer searches.'),
  KAFKA_BROKERS: optional(
    value.brokers,
    'Brokers of the Kafka that is the bus, one or more. Default: the embedded bus in DATA_DIR.',
  ),
  KAFKA_CLIENT_ID: withDefault(
    value.clientId,
    'logsieve',
    'How the brokers know us; the same for all processes that work together.',
  ),
  KAFKA_SASL_MECHANISM: optional(
    value.oneOf(['plain', 'scram-sha-256', 'scram-sha-512']),
    'How to log in to Kafka; with the two below.',
  ),
  KAFKA_SASL_USERNAME: optional(value.text, 'User of that login.', { quiet: true }),
  KAFKA_SASL_PASSWORD: optional(value.text, 'Its password.', SECRET),
  KAFKA_TLS: withDefault(
    value.oneOf(['off', 'on']),
    'off',
    'on encrypts the connections to Kafka; so do the three below.',
  ),
  KAFKA_TLS_CA: optional(
    value.text,
    'PEM file of the authorities for the brokers. Default: those of the machine.',
    FILE,
  ),
  KAFKA_TLS_CERT: optional(value.text, 'PEM file of our certificate, where brokers ask for one.', FILE),
  KAFKA_TLS_KEY: optional(value.text, 'PEM file of its key.', FILE),
  KAFKA_REPLICATION_FACTOR: optional(
    value.whole(1, 9),
    'Replicas of topics that are created. Default: what the brokers say.',
  ),
  ELASTICSEARCH_URL: optional(
    value.baseUrls,
    'Addresses of one Elasticsearch 9 cluster, which then holds logs and alerts. Default: the embedded stores in DATA_DIR.',
  ),
  ELASTICSEARCH_API_KEY: optional(value.text, 'Encoded API key; wins over user and password.', SECRET),
  ELASTICSEARCH_USERNAME: optional(value.text, 'User to log in to Elasticsearch.', { quiet: true }),
  ELASTICSEARCH_PASSWORD: optional(value.text, 'Password of that user.', SECRET),
  ELASTICSEARCH_CA: optional(value.text, 'PEM file of the authorities for it. Default: those of the machine.', FILE),
  ELASTICSEARCH_REPOSITORY: withDefault(
    value.repository,
    'logsieve',
    'Snapshot repository that logsieve snapshot uses; one that is not there is made, on the file system.',
  ),
  ELASTICSEARCH_REPOSITORY_LOCATION: withDefault(
    value.text,
    'logsieve',
    'Folder of the one that is made, as the server sees it; a relative one counts from its path.repo.',
  ),
  CATEGORY_MODEL: optional(value.text, 'Trained artifact that classifies. Default: the shipped model.', FILE),
  MASK_KINDS: withDefault(
    value.maskKinds,
    'default',
    'Kinds of secrets and personal data that are masked before anything is stored.',
  ),
  MASK_EXTRA: optional(value.customMasks, 'Patterns of your own to mask, each replaced by [name].'),
  DEAD_LETTER_MAX_PERCENT: withDefault(
    value.positive(100),
    '1',
    'Percent of the logs of a minute that may fail in a partition; with more it is stopped.',
  ),
  DEAD_LETTER_MIN_FAILURES: withDefault(
    value.whole(1, 1_000_000),
    '20',
    'So many have to fail within the minute before that percentage counts.',
  ),
  DEAD_LETTER_MAX_PER_MINUTE: withDefault(
    value.whole(1, 1_000_000_000),
    '1000',
    'Logs that may fail in a partition within a minute, whatever the percentage; with more it is stopped.',
  ),
  DEAD_LETTER_PAUSE: withDefault(
    value.duration('1h'),
    '30s',
    'How long a stopped partition waits before it tries a few logs again.',
  ),
  ALERT_RULES: optional(value.text, 'YAML file of alert rules. Default: the shipped rules.', FILE),
  GROUP_WAIT: withDefault(
    value.duration('5m'),
    '1s',
    'How long an alert waits for others of its rule to share a message.',
  ),
  SLACK_WEBHOOK_URL: optional(value.webUrl, 'Incoming webhook of Slack; turns that channel on.', SECRET),
  TELEGRAM_BOT_TOKEN: optional(
    value.botToken,
    'Token of a Telegram bot; with TELEGRAM_CHAT_ID it turns that channel on.',
    SECRET,
  ),
  TELEGRAM_CHAT_ID: optional(value.chatId, 'Chat that the bot writes to.', { quiet: true }),
  TELEGRAM_API_BASE: optional(value.baseUrl, "Bot API server to use in place of Telegram's own."),
  ALERT_WEBHOOK_URL: optional(value.webUrl, 'Any URL that takes alerts as JSON; turns that channel on.', SECRET),
  LOG_LEVEL: withDefault(
    value.oneOf(['debug', 'info', 'warn', 'error']),
    'info',
    "Least severity of Logsieve's own log, which goes to standard error.",
  ),
  LOG_FORMAT: optional(
    value.oneOf(['json', 'pretty']),
    'Form of that log. Default: pretty on a terminal, json elsewhere.',
  ),
} as const satisfies Record<string, Setting>;

export type SettingName = keyof typeof SETTINGS;
export const SETTING_NAMES = Object.keys(SETTINGS) as SettingName[];

type Read<S> = S extends { reader: value.ValueReader<infer T> } ? T : never;
/** The values of all settings, by name. */
export type SettingValues = {
  [N in SettingName]: (typeof SETTINGS)[N] extends With<unknown>
    ? Read<(typeof SETTINGS)[N]>
    : Read<(typeof SETTINGS)[N]> | undefined;
};

/** Read by the command line itself, so they stand in the environment only. */
export const COMMAND_LINE_NAMES: Readonly<Record<string, string>> = {
  LOGSIEVE_CONFIG: 'Path of the configuration file; the option --config beats it.',
  LOGSIEVE_URL: 'Server that send, search, tail, dlq and the demo speak to; the option --url beats it.',
};
