import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TOPIC } from '../../core/topics.ts';
import { type ApiServer, SERVER_NOW, startApiServer } from '../../test/stand-ins/api-server.ts';
import { runLogsieve } from '../../test/stand-ins/logsieve-process.ts';

const MINUTE_MS = 60_000;
let server: ApiServer;
let env: Record<string, string>;

/** One a minute, the last a minute ago, of each topic in turn. */
const letters = Array.from({ length: 6 }, (_, index) => {
  const source = index % 2 ? TOPIC.classified : TOPIC.logs;
  return {
    topic: TOPIC.deadLetters,
    key: `service-${index}`,
    value: `letter ${index}`,
    timestamp: SERVER_NOW - (6 - index) * MINUTE_MS,
    headers: { 'dlq.code': 'decode_failed', 'dlq.stage': 'decode', 'dlq.source': `${source}-0-${index}` },
  };
});

beforeAll(async () => {
  server = await startApiServer();
  env = { LOGSIEVE_URL: server.url };
  await server.bus.publish(letters);
});
afterAll(() => server.close());

const cases: [filters: string[], letters: number[]][] = [
  [
    ['--topic', 'logs'],
    [4, 2, 0],
  ],
  [
    ['--from', 'now-3m'],
    [5, 4, 3],
  ],
  [
    ['--to', 'now-4m'],
    [2, 1, 0],
  ],
  [['--topic', 'logs.classified', '--from', 'now-4m', '--to', 'now-2m'], [3]],
  [['--code', 'decode_failed', '--query', 'letter 2'], [2]],
  [['--stage', 'index'], []],
];

describe.each(cases)('dead letters with %j', (filters, expected) => {
  it('are listed', async () => {
    const { code, stdout } = await runLogsieve(['dlq', 'list', '--json', ...filters], { env });
    const keys = stdout
      .split('\n')
      .filter(Boolean)
      .map((line) => (JSON.parse(line) as { value: string }).value);
    expect(keys).toEqual(expected.map((index) => `letter ${index}`));
    expect(code).toBe(expected.length > 0 ? 0 : 3);
  });

  it('are replayed', async () => {
    const { stdout } = await runLogsieve(['dlq', 'replay', '--dry-run', '--json', ...filters], { env });
    expect(JSON.parse(stdout)).toMatchObject({ matched: expected.length });
  });
});

it('those that were replayed say so, and can be left out', async () => {
  await runLogsieve(['dlq', 'replay', '--query', 'letter 4'], { env });
  const { stdout } = await runLogsieve(['dlq', 'list', '-n', '2'], { env });
  expect(stdout).toContain(`(replayed ${new Date(SERVER_NOW).toISOString()})\n`);
  expect(stdout.match(/replayed/g)).toHaveLength(1);
  const others = await runLogsieve(['dlq', 'list', '--not-replayed', '--json'], { env });
  expect(others.stdout).not.toContain('letter 4');
  const rest = await runLogsieve(['dlq', 'replay', '--not-replayed', '--json'], { env });
  expect(JSON.parse(rest.stdout)).toMatchObject({ matched: 5, replayed: 5 });
});

it('a time that is none is named, and a choice of nothing is refused', async () => {
  const wrong = await runLogsieve(['dlq', 'list', '--from', 'never'], { env });
  expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('from')]);
  const nothing = await runLogsieve(['dlq', 'replay'], { env });
  expect([nothing.code, nothing.stderr]).toEqual([2, expect.stringContaining('--topic')]);
});
