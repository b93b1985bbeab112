import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, expect, it } from '@jest/globals';
import { eventually } from '../stand-ins/eventually.ts';
import { connectLive, messagesOf } from '../stand-ins/live-client.ts';
import { type Protocol, startScriptedServer } from '../stand-ins/scripted-server.ts';
import { startSlackStandIn } from '../stand-ins/slack-server.ts';
import { type House, killLeftovers, makeFolder, removeFolders, runHouse, startHouse } from './house.ts';
import { exportLogs, settledLedger } from './read-house.ts';

afterEach(killLeftovers);
afterAll(removeFolders);

const CANARY = 'c4n4ryW0rdThatNobodyElseUses';
const FATAL = { level: 'fatal', service: 'dead', message: 'out of memory' };
const ANSWERS = [
  ...['/health', '/health/ready', '/metrics', '/api/v1/openapi.json', '/api/v1/queue/status', '/api/v1/alerts'],
  ...['/api/v1/alert-rules', '/api/v1/logs/search', '/api/v1/logs/search?q=(', '/nowhere', `/api/v1/logs/nothing`],
  ...['/api/v1/logs/export', '/api/v1/logs/stats', '/api/v1/logs/facets', '/api/v1/logs/patterns'],
];

/** Takes whatever is sent to it. */
const ANY_CHANNEL: Protocol = {
  check: () => null,
  okBody: () => ({ body: 'ok', contentType: 'text/plain' }),
  rateLimited: () => ({ body: '', headers: {} }),
};

const channelsWith = (origin: string) => ({
  SLACK_WEBHOOK_URL: `${origin}/services/T0/B0/${CANARY}`,
  TELEGRAM_BOT_TOKEN: `12345678:${CANARY}`,
  TELEGRAM_CHAT_ID: '42',
  TELEGRAM_API_BASE: origin,
  ALERT_WEBHOOK_URL: `http://hook:${CANARY}@127.0.0.1:${new URL(origin).port}/hook?key=${CANARY}`,
  LOG_LEVEL: 'debug',
});

/** Every channel has said something about the alert. */
async function everyChannelTried(house: House): Promise<void> {
  await eventually('all channels tried', async () => {
    const { text } = await house.get('/metrics');
    const tried = ['slack', 'telegram', 'webhook'].every((channel) =>
      new RegExp(`^logsieve_notifications_total\\{[^}]*channel="${channel}"[^}]*\\} [1-9]`, 'm').test(text),
    );
    return tried ? true : null;
  });
}

it.each([
  ['refuse', { kind: 'status', status: 404, body: 'no' }],
  ['break off', { kind: 'reset' }],
  ['answer with what is no HTTP', { kind: 'garbage' }],
] as const)('no secret of ours is told anywhere when channels %s', async (_, answer) => {
  const channels = await startScriptedServer(ANY_CHANNEL);
  channels.answerAlways(answer);
  const settings = channelsWith(channels.origin);
  const house = await startHouse({ dataDir: makeFolder(), settings });
  await house.call('POST', '/api/v1/logs', FATAL);
  await everyChannelTried(house);
  const told = await Promise.all(ANSWERS.map(async (path) => `${path} ${(await house.get(path)).text}`));
  const { stdout, stderr, code } = await house.stop();
  await channels.close();
  expect(code).toBe(0);
  expect(stderr).not.toBe('');
  for (const text of [...told, stdout, stderr]) expect(text).not.toContain(CANARY);
});

it('settings are shown without their secrets', async () => {
  const { stdout, stderr, code } = await runHouse({
    dataDir: makeFolder(),
    settings: channelsWith('http://127.0.0.1:9'),
    words: ['--check'],
  });
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toContain('telegram');
  expect(stdout).not.toContain(CANARY);
});

it('no secret stands in what is said of wrong settings', async () => {
  const settings = { SLACK_WEBHOOK_URL: `ftp://${CANARY}`, TELEGRAM_BOT_TOKEN: CANARY, ALERT_WEBHOOK_URL: CANARY };
  const { stderr, code } = await runHouse({ dataDir: makeFolder(), settings });
  expect(code).toBe(2);
  for (const name of Object.keys(settings)) expect(stderr).toContain(name);
  expect(stderr).not.toContain(CANARY);
});

const SECRETS = {
  email: 'canary.person@canary-mail.example',
  card: '4111 1111 1111 1111',
  jwt: 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJjYW5hcnkifQ.c2lnbmF0dXJlLWNhbmFyeQ',
  password: 'hunter2canary',
};
const { email, card, jwt, password } = SECRETS;

const PERSONAL = [
  { ...FATAL, message: `crash for ${email} with ${card}` },
  { ...FATAL, message: `authorization: Bearer ${jwt}` },
  { ...FATAL, message: `login with password=${password} failed` },
  {
    ...FATAL,
    message: 'deep',
    user_agent: `x ${email}`,
    endpoint: `/reset?token=${jwt}`,
    attributes: { a: [{ b: card }], password, [email]: 1 },
  },
];
const LINE = `Nov 21 10:00:00 host sshd[1]: login of ${email} card ${card} password=${password} ${jwt}`;

it('what is personal in logs is masked before anybody sees it', async () => {
  const slack = await startSlackStandIn();
  const dataDir = makeFolder();
  const house = await startHouse({ dataDir, settings: { SLACK_WEBHOOK_URL: slack.url } });
  const tail = await connectLive(`${house.url}/ws/logs`);
  await tail.frame(({ cursor }) => typeof cursor === 'string');
  await house.call('POST', '/api/v1/logs', PERSONAL);
  await house.call('POST', '/api/v1/logs', LINE, { 'content-type': 'text/plain' });
  await tail.until((frames) => messagesOf(frames).length === PERSONAL.length + 1);
  await slack.waitForTaken(1);
  await settledLedger(house);
  const told = {
    tail: JSON.stringify(tail.frames),
    export: JSON.stringify(await exportLogs(house)),
    slack: JSON.stringify(slack.requests),
    alerts: (await house.get('/api/v1/alerts')).text,
    facets: (await house.get('/api/v1/logs/facets')).text,
    patterns: (await house.get('/api/v1/logs/patterns')).text,
  };
  await tail.close();
  const { stderr } = await house.stop();
  await slack.close();
  const files = readdirSync(dataDir).filter((name) => /^(?:store|alerts)\.db/.test(name));
  const kept = files.map((name) => [name, readFileSync(join(dataDir, name), 'latin1')] as const);
  for (const [where, text] of [...Object.entries(told), ['own log', stderr] as const, ...kept]) {
    for (const [kind, secret] of Object.entries(SECRETS)) {
      expect([where, kind, text.includes(secret)]).toEqual([where, kind, false]);
    }
  }
});
