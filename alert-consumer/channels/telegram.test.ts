import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createAlertEvent, createHostileAlert, HOSTILE_TEXTS } from '../../test/stand-ins/alert-event.ts';
import { startTelegramStandIn, type TelegramStandIn, telegramRefusal } from '../../test/stand-ins/telegram-server.ts';
import { createTelegramChannel } from './telegram.ts';
import { cutEntities } from './telegram-text.ts';

let telegram: TelegramStandIn;
beforeEach(async () => {
  telegram = await startTelegramStandIn();
});
afterEach(() => telegram.close());

const create = (chatId = '42') =>
  createTelegramChannel({ botToken: telegram.token, chatId, apiBase: telegram.apiBase, timeoutMs: 1_500 });
const about = (...alerts: ReturnType<typeof createAlertEvent>[]) => ({
  key: 'k',
  alerts,
  mayBeRepeated: false,
  publicUrl: 'https://logs.example',
});

describe('Telegram channel', () => {
  test('marks parts of the text by their place in it', async () => {
    expect(await create().send(about(createAlertEvent()))).toEqual({ status: 'delivered' });
    const [message] = telegram.messages();
    const parts = message?.entities.map(({ type, offset, length }) => [
      type,
      message.text.slice(offset, offset + length),
    ]);
    expect(parts).toEqual([
      ['bold', '🟠 HIGH: error-rate on hsearch'],
      ['code', 'hsearch'],
      ['code', 'share of level:>=error > 5 % over 1m'],
      ['pre', '08:00:04.120 ERROR hsearch: upstream timed out after 2000 ms'],
      ['text_link', 'Open the alert'],
      ['text_link', 'Show the logs'],
      ['code', '01234567'],
    ]);
    expect(message?.text).toContain('6.2 %, threshold 5 %');
  });

  test.each(HOSTILE_TEXTS.map((text) => [JSON.stringify(text.slice(0, 40)), text]))(
    'text that means harm stays text: %s',
    async (_name, text) => {
      const many = Array.from({ length: 30 }, (_, n) => createHostileAlert(text, { id: `id${n}` }));
      const three = many.slice(0, 3);
      for (const alerts of [[createHostileAlert(text)], three, many]) {
        expect(await create().send(about(...alerts))).toEqual({ status: 'delivered' });
      }
      for (const { text: shown } of telegram.messages()) expect(shown).not.toMatch(/\u001b|\u202e|\u0000/);
      expect(telegram.messages()[2]?.text).toMatch(/\+\d+ more/);
    },
  );

  test('markup that is refused goes once more as plain text', async () => {
    telegram.answerNext(telegramRefusal(400, "Bad Request: can't parse entities: unexpected end"));
    expect(await create().send(about(createAlertEvent()))).toEqual({ status: 'delivered' });
    expect(telegram.messages()[0]?.entities).toEqual([]);
  });

  test('a group that became a supergroup is followed', async () => {
    const channel = create('-5');
    telegram.answerNext(telegramRefusal(400, 'Bad Request: group chat was upgraded', { migrate_to_chat_id: -1005 }));
    expect(await channel.send(about(createAlertEvent()))).toMatchObject({ status: 'retry' });
    await channel.send(about(createAlertEvent()));
    expect(telegram.messages()[0]?.chatId).toBe('-1005');
  });

  test('20 a minute only where several people read', () => {
    expect(create('42').rates).toHaveLength(1);
    expect(create('-100123').rates).toContainEqual({ count: 20, perMs: 60_000 });
  });

  test.each([
    [
      { kind: 'rate-limited', retryAfterS: 7 },
      { status: 'retry', afterMs: 7_000 },
    ],
    [telegramRefusal(401, 'Unauthorized'), { status: 'refused', reason: 'HTTP 401 Unauthorized' }],
    [
      telegramRefusal(400, 'Bad Request: chat not found'),
      { status: 'refused', reason: 'HTTP 400 Bad Request: chat not found' },
    ],
    [telegramRefusal(403, 'Forbidden: bot was kicked'), { status: 'refused' }],
    [telegramRefusal(500, 'Internal Server Error'), { status: 'retry' }],
    [{ kind: 'black-hole' }, { status: 'unknown' }],
    [{ kind: 'garbage' }, { status: 'unknown' }],
  ] as const)('%j is %j', async (answer, outcome) => {
    telegram.answerNext(answer);
    expect(await create().send(about(createAlertEvent()))).toMatchObject(outcome);
  });

  test('no reason holds the token', async () => {
    telegram.answerNext(telegramRefusal(404, `no such bot${telegram.token}`));
    expect(JSON.stringify(await create().send(about(createAlertEvent())))).not.toContain(telegram.token);
  });
});

test('a cut text has at most so many units, and only whole entities inside it', () => {
  const span = fc.record({ at: fc.nat(60), length: fc.integer({ min: 1, max: 30 }) });
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
      fc.array(span),
      fc.integer({ min: 2, max: 50 }),
      (text, spans, limit) => {
        const entities = spans
          .map(({ at, length }) => ({ type: 'bold' as const, offset: at, length }))
          .filter((entity) => entity.offset + entity.length <= text.length);
        const cut = cutEntities({ text, entities }, limit);
        expect(cut.text.length).toBeLessThanOrEqual(limit);
        for (const entity of cut.entities) expect(entity.offset + entity.length).toBeLessThanOrEqual(cut.text.length);
      },
    ),
  );
});
