import { Bot } from 'node-telegram-bot-api';
import type { Channel, ChannelLimits, RateLimit, SendOutcome } from '../../core/channel.ts';
import { cleanLine } from '../clean-text.ts';
import { buildMessage } from '../message.ts';
import { clampWait, judgeAnswer } from './judge.ts';
import { createWatchedFetch, type PostResult } from './post.ts';
import { type EntityText, renderTelegram } from './telegram-text.ts';

export interface TelegramOptions {
  botToken: string;
  chatId: string;
  /** Default: Telegram's own. */
  apiBase?: string;
  /** Default 10 s. */
  timeoutMs?: number;
}

/** A chat of Telegram: one message a second, and 20 a minute where several people are (their chat ids are negative). */
export function createTelegramChannel(options: TelegramOptions): Channel & ChannelLimits {
  const { botToken, apiBase, timeoutMs = 10_000 } = options;
  let chatId = options.chatId;
  const rates: RateLimit[] = [{ count: 1, perMs: 1_000 }];
  if (/^(-|@)/.test(chatId)) rates.push({ count: 20, perMs: 60_000 });

  const attempt = async ({ text, entities }: EntityText): Promise<PostResult> => {
    const watched = createWatchedFetch(timeoutMs);
    const bot = new Bot(botToken, {
      fetch: watched.fetch as typeof fetch,
      ...(apiBase !== undefined && { apiRoot: apiBase }),
      maxRetries: 0,
      timeoutMs: 0,
    });
    const message = { chat_id: chatId, text, link_preview_options: { is_disabled: true } };
    // What its error says, the watched exchange says better, and without the token.
    await bot.api.sendMessage(entities.length > 0 ? { ...message, entities } : message).catch(() => undefined);
    return watched.result();
  };
  const judge = (result: PostResult): SendOutcome => {
    const { description, parameters } = readError(result);
    const outcome = judgeAnswer(result, cleanLine(description.replaceAll(botToken, '…'), 160));
    if (outcome.status === 'refused' && parameters.migrate_to_chat_id !== undefined) {
      // The group became a supergroup: its old number is gone for good, the new one stands in the answer.
      chatId = String(parameters.migrate_to_chat_id);
      return { status: 'retry', afterMs: 0, reason: 'the group has a new chat id' };
    }
    if (outcome.status !== 'retry' || parameters.retry_after === undefined) return outcome;
    return { ...outcome, afterMs: clampWait(Number(parameters.retry_after) * 1_000) };
  };
  return {
    name: 'telegram',
    rates,
    async send(notification): Promise<SendOutcome> {
      const message = renderTelegram(buildMessage(notification));
      const result = await attempt(message);
      if (!isMisunderstood(result)) return judge(result);
      return judge(await attempt({ text: message.text, entities: [] }));
    },
  };
}

interface BotApiError {
  description: string;
  parameters: { retry_after?: unknown; migrate_to_chat_id?: unknown };
}

function isMisunderstood(result: PostResult): boolean {
  return result.kind === 'answered' && result.status === 400 && /entit/i.test(readError(result).description);
}

/** https://core.telegram.org/bots/api#making-requests: `description` and, with some errors, `parameters`. */
function readError(result: PostResult): BotApiError {
  const nothing: BotApiError = { description: '', parameters: {} };
  if (result.kind !== 'answered') return nothing;
  try {
    const { description, parameters } = JSON.parse(result.body) as Record<string, unknown>;
    return {
      description: typeof description === 'string' ? description : '',
      parameters: typeof parameters === 'object' && parameters !== null ? parameters : {},
    };
  } catch {
    return nothing;
  }
}
