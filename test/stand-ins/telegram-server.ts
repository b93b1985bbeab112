import {
  type Protocol,
  type ScriptedAnswer,
  type StandIn,
  type StandInOptions,
  startScriptedServer,
} from './scripted-server.ts';

const TOKEN = '123456:stand-in-not-a-real-token';

export interface TelegramEntity {
  type: string;
  offset: number;
  length: number;
  url?: string;
}
/** A message as Telegram would show it. */
export interface TelegramMessage {
  chatId: string;
  text: string;
  entities: TelegramEntity[];
}

export interface TelegramStandIn extends StandIn {
  /** What to set as TELEGRAM_API_BASE and TELEGRAM_BOT_TOKEN. */
  readonly apiBase: string;
  readonly token: string;
  /** The messages that were taken, parsed, in order. */
  messages(): TelegramMessage[];
}

/** The Bot API's sendMessage: the token in the path, 4,096 UTF-16 units, entities inside the text, `parameters.retry_after`. */
export async function startTelegramStandIn(options: StandInOptions = {}): Promise<TelegramStandIn> {
  const server = await startScriptedServer(telegramProtocol, options);
  return {
    ...server,
    apiBase: server.origin,
    token: TOKEN,
    messages: () => server.taken().map((request) => parseMessage(request.body)),
  };
}

/** The answer of a Bot API that refuses: for scripts. */
export function telegramRefusal(errorCode: number, description: string, parameters?: object): ScriptedAnswer {
  const body = JSON.stringify({ ok: false, error_code: errorCode, description, ...(parameters && { parameters }) });
  return { kind: 'status', status: errorCode, body, headers: { 'content-type': 'application/json' } };
}

const telegramProtocol: Protocol = {
  check({ path, body }) {
    if (!path.startsWith(`/bot${TOKEN}/`)) return telegramRefusal(401, 'Unauthorized');
    if (path !== `/bot${TOKEN}/sendMessage`) return telegramRefusal(404, 'Not Found');
    const { chatId, text, entities } = parseMessage(body);
    if (chatId === '') return telegramRefusal(400, 'Bad Request: chat_id is empty');
    if (text.trim() === '') return telegramRefusal(400, 'Bad Request: message text is empty');
    if (text.length > 4_096) return telegramRefusal(400, 'Bad Request: message is too long');
    const wrong = entities.some((e) => e.length < 1 || e.offset < 0 || e.offset + e.length > text.length);
    return wrong || entities.length > 100 ? telegramRefusal(400, "Bad Request: can't parse entities") : null;
  },
  okBody: () => ({
    body: JSON.stringify({ ok: true, result: { message_id: 1, date: 0, chat: { id: 1, type: 'private' } } }),
    contentType: 'application/json',
  }),
  rateLimited: (retryAfterS) => ({
    body: JSON.stringify({
      ok: false,
      error_code: 429,
      description: `Too Many Requests: retry after ${retryAfterS}`,
      parameters: { retry_after: retryAfterS },
    }),
    headers: { 'content-type': 'application/json' },
  }),
};

function parseMessage(body: string): TelegramMessage {
  const form = new URLSearchParams(body);
  return {
    chatId: form.get('chat_id') ?? '',
    text: form.get('text') ?? '',
    entities: JSON.parse(form.get('entities') ?? '[]') as TelegramEntity[],
  };
}
