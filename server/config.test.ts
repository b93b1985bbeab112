import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, describe, expect, it } from '@jest/globals';
import type { PipelineError } from '../core/errors.ts';
import { type Config, listenerUrl, loadConfig, showSettings } from './config.ts';
import { SETTINGS } from './settings.ts';

const folder = mkdtempSync(join(tmpdir(), 'logsieve-config-'));
afterAll(() => rmSync(folder, { recursive: true }));

function fileWith(content: string, name = 'logsieve.yaml'): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function faultsOf(load: () => Config): string[] {
  try {
    load();
  } catch (error) {
    expect((error as PipelineError).code).toBe('invalid_config');
    return (error as PipelineError).message.split('\n');
  }
  return [];
}

const SLACK = 'https://hooks.slack.com/services/T0/B0/c4n4ryc4n4ry';
const TOKEN = '12345678:c4n4ry-c4n4ry';

describe('loadConfig', () => {
  it('needs nothing: every setting has a default', () => {
    const config = loadConfig({ env: {} });
    expect(config).toMatchObject({
      host: '127.0.0.1',
      port: 8080,
      publicUrl: 'http://127.0.0.1:8080',
      durability: 'normal',
      retentionDays: { default: 7 },
      logFormat: 'json',
      allowedOrigins: [],
      shutdownTimeoutMs: 10_000,
      groupWaitMs: 1_000,
      breaker: { maxPercent: 1, minFailures: 20, maxPerMinute: 1_000, pauseMs: 30_000 },
    });
    expect(config.mask.kinds).toContain('card');
    expect(config.mask.kinds).not.toContain('ipv4');
    expect(Object.keys(config)).not.toContain('telegram');
  });

  it('takes the command line before the environment before the file', () => {
    const file = fileWith('port: 1\nhost: 10.0.0.1\ndurability: full\n');
    const config = loadConfig({ env: { LOGSIEVE_CONFIG: file, PORT: '2', HOST: '::1' }, options: { PORT: '3' } });
    expect([config.port, config.host, config.durability]).toEqual([3, '::1', 'full']);
    expect(config.publicUrl).toBe('http://[::1]:3');
  });

  it('reads lists, maps and exact numbers of the file', () => {
    const file = fileWith(
      [
        'allowed_origins: [https://a.example, http://b.example:81]',
        'mask_kinds: [default, ipv4]',
        'mask_extra:',
        '  order_no: "ORD-[0-9]+"',
        '  host: db[0-9]+;x=1',
        `telegram_bot_token: ${TOKEN}`,
        'telegram_chat_id: -1001234567890123456',
        'retention_days_security: 30',
        'log_level:',
      ].join('\n'),
    );
    const config = loadConfig({ env: {}, file });
    expect(config.allowedOrigins).toEqual(['https://a.example', 'http://b.example:81']);
    expect(config.mask.kinds).toContain('ipv4');
    expect(config.mask.custom.map(({ name, pattern }) => [name, pattern.source])).toEqual([
      ['order_no', 'ORD-[0-9]+'],
      ['host', 'db[0-9]+'],
      ['x', '1'],
    ]);
    expect(config.telegram).toEqual({ botToken: TOKEN, chatId: '-1001234567890123456' });
    expect(config.retentionDays).toEqual({ default: 7, Security: 30 });
    expect(config.logLevel).toBe('info');
  });

  it('counts relative paths of the file from the folder of the file', () => {
    fileWith('[]', 'rules.yaml');
    const config = loadConfig({ env: {}, file: fileWith('alert_rules: rules.yaml\ndata_dir: logs') });
    expect([config.alertRules, config.dataDir]).toEqual([join(folder, 'rules.yaml'), join(folder, 'logs')]);
  });

  it('reads a secret from the file that NAME_FILE names', () => {
    const path = fileWith(`${SLACK}\n`, 'slack');
    expect(loadConfig({ env: { SLACK_WEBHOOK_URL_FILE: path } }).slackWebhookUrl).toBe(SLACK);
    expect(faultsOf(() => loadConfig({ env: { SLACK_WEBHOOK_URL_FILE: path, SLACK_WEBHOOK_URL: SLACK } }))).toEqual([
      'SLACK_WEBHOOK_URL_FILE (environment): expected SLACK_WEBHOOK_URL or SLACK_WEBHOOK_URL_FILE, not both',
    ]);
  });

  it('takes an empty variable for one that is not there', () => {
    expect(loadConfig({ env: { SLACK_WEBHOOK_URL: '', PORT: '', LOGSIEVE_CONFIG: '' } }).port).toBe(8080);
  });

  it('leaves the variables of other programs alone', () => {
    expect(
      faultsOf(() => loadConfig({ env: { PATH: '/bin', SLACK_WEBHOOK_CHANNEL: '#x', LOGSIEVE_URL: 'x' } })),
    ).toEqual([]);
  });

  it.each([
    [
      'a port that is none',
      { PORT: '80800' },
      'PORT (environment): expected a whole number from 0 to 65535, got "80800"',
    ],
    [
      'a word out of a list',
      { DURABILITY: 'fast' },
      'DURABILITY (environment): expected one of normal, full, got "fast"',
    ],
    [
      'a host with a scheme',
      { HOST: 'http://x' },
      'HOST (environment): expected a host name or an IP address, without scheme and port, got "http://x"',
    ],
    [
      'days below zero',
      { RETENTION_DAYS: '-1' },
      'RETENTION_DAYS (environment): expected a number above 0, at most 36500, got "-1"',
    ],
    [
      'an origin with a path',
      { ALLOWED_ORIGINS: 'https://a/b' },
      'ALLOWED_ORIGINS (environment): expected origins with commas between, such as https://logs.example.com, got "https://a/b"',
    ],
    [
      'an unknown name of ours',
      { LOGSIEVE_PORT: '1' },
      'LOGSIEVE_PORT (environment): is no setting; did you mean PORT?',
    ],
    [
      'a misspelt category',
      { RETENTION_DAYS_SECURTY: '1' },
      'RETENTION_DAYS_SECURTY (environment): is no setting; did you mean RETENTION_DAYS_SECURITY?',
    ],
    [
      'a file that is not there',
      { ALERT_RULES: 'no/where.yaml' },
      'ALERT_RULES (environment): there is no file "no/where.yaml"',
    ],
    [
      'a token without a chat',
      { TELEGRAM_BOT_TOKEN: TOKEN },
      'TELEGRAM_BOT_TOKEN (environment): expected TELEGRAM_CHAT_ID beside it',
    ],
    [
      'a broker without a port',
      { KAFKA_BROKERS: 'k:9092,k2' },
      'KAFKA_BROKERS (environment): expected host:port, commas between several, got "k:9092,k2"',
    ],
    [
      'a password without a user',
      { ELASTICSEARCH_URL: 'http://e:9200', ELASTICSEARCH_PASSWORD: 'c4n4ry' },
      'ELASTICSEARCH_PASSWORD (environment): expected ELASTICSEARCH_USERNAME beside it',
    ],
    [
      'a URL with a password',
      { PUBLIC_URL: 'https://me:c4n4ry@x' },
      'PUBLIC_URL (environment): expected a URL that begins with https:// or http://, without user, query and fragment',
    ],
  ])('refuses %s', (_, env, fault) => {
    expect(faultsOf(() => loadConfig({ env: env as Record<string, string> }))).toEqual([fault]);
  });

  it.each([
    ['mask pattern that is none', 'x=(', 'MASK_EXTRA'],
    ['mask pattern that matches nothing at all', 'x=a*', 'MASK_EXTRA'],
    ['mask kind', 'emial', 'MASK_KINDS'],
    ['wait', '1 parsec', 'GROUP_WAIT'],
  ])('refuses a wrong %s', (_, text, name) => {
    expect(faultsOf(() => loadConfig({ env: { [name]: text } }))).toEqual([
      expect.stringContaining(`${name} (environment)`),
    ]);
  });

  it('tells all faults together, each with its line of the file', () => {
    const file = fileWith('port: many\n\nretention_dais: 3\nHOST: x\ndata_dir: {a: {b: c}}\n');
    expect(faultsOf(() => loadConfig({ env: { LOG_LEVEL: 'loud' }, file }))).toEqual([
      `retention_dais (${file}:3): is no setting; did you mean retention_days?`,
      `HOST (${file}:4): is no setting; did you mean host?`,
      `data_dir (${file}:5): expected one value`,
      `port (${file}:1): expected a whole number from 0 to 65535, got "many"`,
      'LOG_LEVEL (environment): expected one of debug, info, warn, error, got "loud"',
    ]);
  });

  it.each([
    ['is not there', () => join(folder, 'none.yaml'), /cannot be read/],
    ['is not YAML', () => fileWith('a: [c4n4ry'), /:\d+\): is not valid YAML/],
    ['is a list', () => fileWith('- port'), /:1\): expected lines of name: value/],
    [
      'says a thing twice',
      () => fileWith('port: 1\nport: 2'),
      /:2\): is not valid YAML: a name that was given before$/,
    ],
    ['has a tab', () => fileWith('port: 1\n\thost: c4n4ry'), /:2\): is not valid YAML: .*$/],
    [
      'leaves a bracket open',
      () => fileWith('port: [1\nhost: c4n4ry\nlog_level: info'),
      /:2\): is not valid YAML: .*bracket/,
    ],
    [
      'has leftovers',
      () => fileWith('- c4n4ry\nport: 1'),
      /:2\): is not valid YAML: something that does not belong there$/,
    ],
    ['has a list for one value', () => fileWith('data_dir: [1]'), /^data_dir \(.*:1\): expected one value$/],
    ['has lines for a list', () => fileWith('mask_kinds: { a: b }'), /expected one value or a plain list$/],
  ])('refuses a configuration file that %s', (_, path, fault) => {
    const faults = faultsOf(() => loadConfig({ env: {}, file: path() }));
    expect(faults).toEqual([expect.stringMatching(fault)]);
    expect(faults[0]).not.toContain('c4n4ry');
  });

  it('shows a secret in no fault and in no text of the configuration', () => {
    const faults = faultsOf(() =>
      loadConfig({ env: { SLACK_WEBHOOK_URL: 'c4n4ry', TELEGRAM_BOT_TOKEN: 'c4n4ry', TELEGRAM_CHAT_ID: TOKEN } }),
    );
    expect(faults).toHaveLength(3);
    expect(faults.join()).not.toContain('c4n4ry');
    const config = loadConfig({
      env: {
        SLACK_WEBHOOK_URL: SLACK,
        ALERT_WEBHOOK_URL: SLACK,
        TELEGRAM_BOT_TOKEN: TOKEN,
        TELEGRAM_CHAT_ID: '1',
        KAFKA_BROKERS: 'k:9092',
        KAFKA_SASL_MECHANISM: 'plain',
        KAFKA_SASL_USERNAME: 'u',
        KAFKA_SASL_PASSWORD: 'c4n4ry kafka',
        ELASTICSEARCH_URL: 'http://e:9200',
        ELASTICSEARCH_API_KEY: 'c4n4ry key',
        ELASTICSEARCH_USERNAME: 'u',
        ELASTICSEARCH_PASSWORD: 'c4n4ry elastic',
      },
    });
    expect(`${config} ${JSON.stringify(config)} ${inspect(config, { depth: 9 })}`).not.toContain('c4n4ry');
    expect(config.secrets).toEqual(['c4n4ry kafka', 'c4n4ry key', 'c4n4ry elastic', SLACK, TOKEN, SLACK]);
    expect(config.secrets).toHaveLength(Object.values(SETTINGS).filter((setting) => 'secret' in setting).length);
  });

  it('takes Kafka and Elasticsearch where they are named', () => {
    const { kafka, elasticsearch } = loadConfig({
      env: {
        KAFKA_BROKERS: 'a:1, b:2',
        KAFKA_TLS: 'on',
        ELASTICSEARCH_URL: 'https://e:9200/',
        ELASTICSEARCH_API_KEY: 'key',
      },
    });
    expect(kafka).toEqual({ brokers: ['a:1', 'b:2'], clientId: 'logsieve', tls: {} });
    const repository = { name: 'logsieve', location: 'logsieve' };
    expect(elasticsearch).toEqual({ urls: ['https://e:9200'], apiKey: 'key', repository });
    expect(loadConfig({ env: {} })).not.toHaveProperty('kafka');
  });

  it('is shown by the names of the configuration file, as that file could have it', () => {
    const env = { SLACK_WEBHOOK_URL: SLACK, PORT: '81', MASK_KINDS: 'email', GROUP_WAIT: '2s', DATA_DIR: '/x' };
    const shown = showSettings({ env });
    expect(shown).toMatchObject({
      port: 81,
      mask_kinds: ['email'],
      group_wait: '2s',
      data_dir: '/x',
      host: '127.0.0.1',
    });
    expect(shown.slack_webhook_url).toBe('[secret]');
    expect(shown).not.toHaveProperty('public_url');
    const { slack_webhook_url: _, ...rest } = shown;
    const file = fileWith(JSON.stringify(rest));
    expect(showSettings({ env: {}, file })).toEqual(rest);
  });

  it('is frozen through and through, and goes to another thread as plain data', () => {
    const config = loadConfig({ env: { SLACK_WEBHOOK_URL: SLACK, MASK_EXTRA: 'a=b' } });
    expect(() => Object.assign(config.mask, { kinds: [] })).toThrow(TypeError);
    expect(() => Object.assign(config, { port: 1 })).toThrow(TypeError);
    expect(structuredClone(config)).toMatchObject({ slackWebhookUrl: SLACK, mask: { custom: [{ name: 'a' }] } });
  });
});

describe('listenerUrl', () => {
  it.each([
    ['127.0.0.1', 'http://127.0.0.1:1'],
    ['0.0.0.0', 'http://127.0.0.1:1'],
    ['::', 'http://127.0.0.1:1'],
    ['::1', 'http://[::1]:1'],
  ])('%s is reached at %s', (host, url) => expect(listenerUrl(host, 1)).toBe(url));
});
