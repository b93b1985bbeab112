import { afterEach, describe, expect, test } from '@jest/globals';
import { type SlackStandIn, startSlackStandIn } from './slack-server.ts';

let slack: SlackStandIn | undefined;
afterEach(() => slack?.close());

const post = (url: string, message: unknown) =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(message),
    signal: AbortSignal.timeout(2_000),
  });

describe('Slack stand-in', () => {
  test('takes a message and answers as its script says', async () => {
    slack = await startSlackStandIn({
      script: [{ kind: 'rate-limited', retryAfterS: 30 }, { kind: 'status', status: 500 }, { kind: 'ok' }],
    });
    const limited = await post(slack.url, { text: 'one' });
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '30']);
    expect((await post(slack.url, { text: 'one' })).status).toBe(500);
    expect(await (await post(slack.url, { text: 'one' })).text()).toBe('ok');
    expect(slack.messages()).toEqual([{ text: 'one' }]);
    expect(slack.requests).toHaveLength(3);
    expect(await slack.waitForTaken(1)).toHaveLength(1);
  });

  test.each([
    ['another path', 'no_service', 404, (url: string) => post(`${url}x`, { text: 'a' })],
    ['nothing to show', 'no_text', 400, (url: string) => post(url, {})],
    ['51 blocks', 'invalid_blocks', 400, (url: string) => post(url, { blocks: Array(51).fill({ type: 'divider' }) })],
    [
      'a section of 3,001 characters',
      'invalid_blocks',
      400,
      (url: string) => post(url, { blocks: [{ type: 'section', text: { type: 'mrkdwn', text: 'x'.repeat(3001) } }] }),
    ],
  ])('refuses %s', async (_what, word, status, send) => {
    slack = await startSlackStandIn();
    const answer = await send(slack.url);
    expect([answer.status, await answer.text()]).toEqual([status, word]);
    expect(slack.taken()).toEqual([]);
  });

  test.each(['reset', 'garbage'] as const)('breaks off after taking the message: %s', async (kind) => {
    slack = await startSlackStandIn({ script: [{ kind }] });
    await expect(post(slack.url, { text: 'one' })).rejects.toThrow();
    expect(slack.taken()).toHaveLength(1);
  });
});
