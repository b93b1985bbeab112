import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { LogEvent } from '../../core/record.ts';
import { DEFAULT_KINDS, DETECTORS } from './detectors.ts';
import { createMasker } from './mask.ts';

function maskerOf(kinds: readonly string[] = DEFAULT_KINDS) {
  const hits: string[] = [];
  return { masker: createMasker({ kinds }, (kind) => hits.push(kind)), hits };
}

const jwt = `${'eyJhbGciOiJIUzI1NiJ9'}.${'eyJzdWIiOiIxMjM0NTY3ODkwIn0'}.${'dozjgNryP4J3jVmNHl0w5N'}`;

const PEM = `${'-----BEGIN'} RSA PRIVATE KEY-----`;
const PEM_END = `${'-----END'} RSA PRIVATE KEY-----`;
const LOCKED_KEY = `${PEM}\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00FF\n\nMIIE+/w==\n${PEM_END}`;

const SECRETS: [name: string, text: string, masked: string][] = [
  ['an e-mail address', 'mail to jane.doe+x@mail.example.co.uk sent', 'mail to [email] sent'],
  ['a card number', 'card 4111 1111 1111 1111 declined', 'card [card] declined'],
  ['a card number without spaces', 'pan=5500005555555559;', 'pan=[card];'],
  ['an IBAN', 'from DE89 3704 0044 0532 0130 00 to', 'from [iban] to'],
  ['a JWT', `got ${jwt} back`, 'got [jwt] back'],
  ['a bearer token', 'Authorization: Bearer abc123.def456', 'Authorization: Bearer [bearer]'],
  ['an AWS key', 'key AKIAIOSFODNN7EXAMPLE used', 'key [aws_key] used'],
  ['a Slack token', `token is ${'xoxb'}-1234567890-abcdefghij`, 'token is [slack_key]'],
  ['a Slack webhook', `post to https://hooks.slack.com/services/${'T000/B000/XXXXYYYY'}`, 'post to [slack_key]'],
  ['a Telegram bot token', `bot 123456789:${'A'.repeat(35)} up`, 'bot [telegram_key] up'],
  ['a password in a URL', 'connect postgres://app:s3cr3t@db:5432/x', 'connect postgres://app:[password]@db:5432/x'],
  ['password=value', 'login user=bob password=hunter2 ok', 'login user=bob password=[password] ok'],
  ['a JSON password', '{"user":"bob","password":"hun ter2"}', '{"user":"bob","password":"[password]"}'],
  ['an API key with a prefix', 'x-api-key: 9f8e7d6c5b4a', 'x-api-key: [password]'],
  ['a private key', `key ${PEM}\nMIIE+/w==\n${PEM_END} read`, 'key [private_key] read'],
  ['a private key under a passphrase', `key ${LOCKED_KEY} read`, 'key [private_key] read'],
  ['a private key that breaks off', `key ${LOCKED_KEY.slice(0, -40)}`, 'key [private_key]'],
  ['two private keys', `${LOCKED_KEY} and ${LOCKED_KEY}`, '[private_key] and [private_key]'],
];

const HARMLESS = [
  'order 4111 1111 1111 1112 shipped',
  'trace 1763683200000 done',
  'request 550e8400-e29b-41d4-a716-446655440000 done',
  'request acac0604-ad00-4c8a-8934-d2abcafb9a5f done',
  'request ee5728ee-a813-4835-97cb-0b3eb19eda46 done',
  'request 7f3c91d2-ad94-1234-1234-d2abcafb0001 done',
  'span be053a3b4c5d0e9f ended',
  '2026-11-21T01:02:03.456Z up',
  'password for root is not set',
  'token expired',
  'GB29 is not an account',
  'listening on 10.0.0.1:8080',
  'user@host is not an address',
];

/** What a search that goes back could stumble over: each begins what a detector looks for, and does not end it. */
const NASTY = [
  ...[
    'password=',
    'password="',
    "password='",
    'password={',
    'password=["',
    'password={"a":',
    'password:\n',
    'password: ',
  ],
  ...['"password":"must not be ', 'password=\\"', 'password=%22', 'password=&quot;', 'password%3D', 'password=a\\'],
  ...['--password ', '<password>', '<password ', 'token="a', 'pass ', 'password.', 'user[password]=', 'password]]='],
  ...[
    '\\u001b[31mpassword',
    'password\x1b[0m',
    'password=a,',
    'password=a)',
    'password=a<',
    'password=a"b',
    'secret: |\n',
  ],
  ...['"password","value":"', 'tokens: [', 'cookie: a=b; ', 'cookie: a=', 'authorization: digest a="b", ', 'api key'],
  ...['authorization: bearer ', 'Authorization: Digest a="', 'curl -u ', 'curl -u a:', 'mysql -p', 'mysql '],
  ...["identified by '", 'a://b:c@', 'http://u:p/', 'jdbc:oracle:thin:a/', '%40', 'a%40', 'a@a.', 'a@a.aa', '4111'],
  ...[
    '4111.1111.1111.',
    'DE89 ',
    'de89-',
    'eyJaaaaaaaa.',
    'xoxb-',
    'sk-proj-',
    'AKIAAAAAAAAAAAAAAAAA',
    '?sig=aaaaaaaaaaaaaaaaaaaaaa',
  ],
  ...[
    '&Signature=',
    '1//0',
    'ya29.',
    'SG.aaaaaaaaaaaaaaaaa',
    'https://discord.com/api/webhooks/',
    '12345678:',
    `${'A'.repeat(60)}\n`,
  ],
  ...['basic QUFB', 'bearer aaaaaaaa', ' ', '\n', '\\', '"', "'", '[', '{', '%22', '&quot;', '1.1.'],
];

const ofAllKinds = createMasker({ kinds: DETECTORS.map(({ kind }) => kind) }, () => {});

describe('masking', () => {
  it.each(SECRETS)('hides %s', (_name, text, masked) => {
    const { masker, hits } = maskerOf();
    expect(masker.text(text)).toBe(masked);
    expect(hits.length).toBeGreaterThan(0);
  });

  it.each(HARMLESS)('leaves "%s" alone', (text) => {
    const { masker, hits } = maskerOf();
    expect(masker.text(text)).toBe(text);
    expect(hits).toEqual([]);
  });

  it.each(SECRETS)('is never skipped by the cheap first look: %s', (_name, text) => {
    const { masker } = maskerOf();
    for (const message of [text, `${text} é`]) {
      const source = JSON.stringify({ message });
      expect(masker.isSurelyClean(source, Buffer.from(source))).toBe(false);
    }
  });

  it('reaches raw, text fields and values deep inside attributes', () => {
    const { masker } = maskerOf();
    const event: LogEvent = {
      timestamp: '2026-11-21T00:00:00.000Z',
      level: 'info',
      service: 'shop',
      message: 'hello',
      raw: 'hello a@example.com',
      user_id: 'a@example.com',
      attributes: { db: { password: 'x', hosts: ['b@example.com'] }, card: 4111111111111111, n: 5 },
    };
    masker.event(event);
    expect(event).toMatchObject({ raw: 'hello [email]', user_id: '[email]' });
    expect(event.attributes).toEqual({ db: { password: '[password]', hosts: ['[email]'] }, card: '[card]', n: 5 });
  });

  it('reaches the names inside attributes, and keeps what stands under them', () => {
    const { masker } = maskerOf();
    const event: LogEvent = {
      timestamp: '2026-11-21T00:00:00.000Z',
      level: 'info',
      service: 'shop',
      message: 'hello',
      attributes: { seen: { 'a@example.com': 1, 'b@example.com': 'c@example.com' } },
    };
    masker.event(event);
    expect(event.attributes).toEqual({ seen: { '[email]': 1, '[email]_2': '[email]' } });
  });

  it('uses patterns of one’s own and switches detectors off', () => {
    const masker = createMasker({ kinds: [], custom: [{ name: 'badge', pattern: /EMP-\d+/ }] }, () => {});
    expect(masker.text('EMP-17 and EMP-18 wrote a@example.com')).toBe('[badge] and [badge] wrote a@example.com');
  });

  it('masks addresses only when asked to', () => {
    expect(maskerOf().masker.text('from 10.1.2.3')).toBe('from 10.1.2.3');
    expect(maskerOf(['ipv4']).masker.text('from 10.1.2.3')).toBe('from [ipv4]');
  });

  it('finds the same again in its own output: masking twice changes nothing', () => {
    const { masker } = maskerOf();
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...SECRETS.map(([, text]) => text), ...HARMLESS)), (parts) => {
        const once = masker.text(parts.join(' '));
        expect(masker.text(once)).toBe(once);
      }),
    );
  });

  it.each([
    ['digits', '4111 '.repeat(20_000)],
    ['at signs', 'a@'.repeat(50_000)],
    ['beginnings of tokens', 'eyJ'.repeat(100_000)],
    ['key names', 'password_'.repeat(10_000)],
    ['schemes', 'a://b:'.repeat(15_000)],
    ['segments', 'a-'.repeat(50_000)],
    ['keys that begin', '-----BEGIN PRIVATE KEY-----'.repeat(4_000)],
    ['keys that nearly end', `${PEM}${'-----END RSA PRIVATE KEY----'.repeat(4_000)}`],
    ['dots', `${'a.'.repeat(50_000)}@`],
    ['one value', `password=${'a,('.repeat(30_000)}`],
    ['one value of backslashes', `password="${'\\'.repeat(100_000)}`],
  ])('comes to an end on a megabyte of %s', (_name, text) => {
    const { masker } = maskerOf();
    expect(masker.text(text.repeat(10)).length).toBeGreaterThan(0);
  });

  it.each(NASTY)('comes to an end on 100,000 characters of %j', (piece) => {
    const text = piece.repeat(Math.ceil(100_000 / piece.length));
    expect(ofAllKinds.text(`${text}!`).length).toBeGreaterThan(0);
  });
});
