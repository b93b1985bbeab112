import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createAlertEvent, createHostileAlert, HOSTILE_TEXTS } from '../../test/stand-ins/alert-event.ts';
import { type SlackMessage, type SlackStandIn, startSlackStandIn } from '../../test/stand-ins/slack-server.ts';
import { createSlackChannel } from './slack.ts';

let slack: SlackStandIn;
beforeEach(async () => {
  slack = await startSlackStandIn();
});
afterEach(() => slack.close());

const about = (alerts: ReturnType<typeof createAlertEvent>[], mayBeRepeated = false) => ({
  key: 'k',
  alerts,
  mayBeRepeated,
  publicUrl: 'https://logs.example',
});
const send = (...alerts: ReturnType<typeof createAlertEvent>[]) =>
  createSlackChannel({ webhookUrl: slack.url, timeoutMs: 1_500 }).send(about(alerts));
const textOf = (message: SlackMessage | undefined) => JSON.stringify(message?.blocks);

describe('Slack channel', () => {
  test('shows an alert with header, fields, samples and links', async () => {
    expect(await send(createAlertEvent())).toEqual({ status: 'delivered' });
    const [message] = slack.messages();
    expect(message?.blocks?.map((block) => block.type)).toEqual(['header', 'section', 'section', 'section', 'context']);
    expect(message?.blocks?.[0]?.text?.text).toBe('🟠 HIGH: error-rate on hsearch');
    const shown = textOf(message);
    for (const part of ['6.2 %, threshold 5 %', 'service: hsearch', 'upstream timed out', '2026-11-20 08:00:05 UTC']) {
      expect(shown).toContain(part);
    }
    expect(shown).toContain('<https://logs.example/alerts/0123456789abcdef|Open the alert>');
    expect(shown).toContain('q=level%3Aerror+service%3Ahsearch&amp;from=2026-11-20T08%3A00%3A00.000Z&amp;to=');
    expect(message?.text).toContain('error-rate');
  });

  test('a repetition says that it may be one', async () => {
    await createSlackChannel({ webhookUrl: slack.url }).send(about([createAlertEvent()], true));
    expect(textOf(slack.messages()[0])).toContain('may be repeated');
  });

  test('ten thousand alerts are one message within the limits, saying how many more', async () => {
    const alerts = Array.from({ length: 10_000 }, (_, n) =>
      createHostileAlert('&<>`'.repeat(90), { id: `alert-${n}` }),
    );
    expect(await send(...alerts)).toEqual({ status: 'delivered' });
    expect(textOf(slack.messages()[0])).toContain('+9980 more');
  });

  test.each(HOSTILE_TEXTS.map((text) => [JSON.stringify(text.slice(0, 40)), text]))(
    'text that means harm stays text: %s',
    async (_name, text) => {
      const id = 'b'.repeat(16);
      expect(await send(createHostileAlert(text))).toEqual({ status: 'delivered' });
      expect(await send(createHostileAlert(text), createHostileAlert(text, { id }))).toEqual({ status: 'delivered' });
      for (const message of slack.messages()) {
        const shown = JSON.stringify(message);
        expect(shown).not.toMatch(/<!|<@|<script|@(channel|here|everyone)|\\u001b|\u202e|<https:\/\/evil/);
        for (const block of message.blocks ?? []) {
          const ticks = (block.text?.text ?? '').match(/`/g) ?? [];
          expect(ticks.length % 2).toBe(0);
        }
      }
    },
  );

  test('blocks that Slack refuses go once more in words alone', async () => {
    slack.answerNext({ kind: 'status', status: 400, body: 'invalid_blocks' });
    expect(await send(createAlertEvent())).toEqual({ status: 'delivered' });
    expect(slack.messages()[0]?.blocks).toBeUndefined();
    expect(slack.messages()[0]?.text).toContain('https://logs.example/alerts/0123456789abcdef');
  });

  test.each([
    [
      { kind: 'rate-limited', retryAfterS: 30 },
      { status: 'retry', afterMs: 30_000, reason: 'HTTP 429 rate_limited' },
    ],
    [
      { kind: 'status', status: 500 },
      { status: 'retry', afterMs: 0, reason: 'HTTP 500' },
    ],
    [
      { kind: 'status', status: 404, body: 'no_service' },
      { status: 'refused', reason: 'HTTP 404 no_service' },
    ],
    [
      { kind: 'status', status: 403, body: 'invalid_token' },
      { status: 'refused', reason: 'HTTP 403 invalid_token' },
    ],
    [
      { kind: 'status', status: 302, headers: { location: 'http://127.0.0.1:1/' } },
      { status: 'refused', reason: 'HTTP 302' },
    ],
    [{ kind: 'black-hole' }, { status: 'unknown', reason: 'no answer within 1500 ms' }],
    [{ kind: 'reset' }, { status: 'unknown', reason: 'ECONNRESET' }],
    [{ kind: 'garbage' }, { status: 'unknown', reason: 'HPE_INVALID_CONSTANT' }],
  ] as const)('%j is %j', async (answer, outcome) => {
    slack.answerNext(answer);
    expect(await send(createAlertEvent())).toEqual(outcome);
  });

  test('no reason holds any part of the address', async () => {
    await slack.close();
    for (const path of ['/services/secret', '@bad', '/%zz']) {
      const outcome = await createSlackChannel({ webhookUrl: `${slack.origin}${path}` }).send(
        about([createAlertEvent()]),
      );
      expect(JSON.stringify(outcome)).not.toMatch(/secret|127\.0|services|bad|zz/);
    }
  });
});
