import { IncomingWebhook } from '@slack/webhook';
import type { Channel, ChannelLimits, SendOutcome } from '../../core/channel.ts';
import { buildMessage } from '../message.ts';
import { judgeAnswer } from './judge.ts';
import { createWatchedFetch, type PostResult } from './post.ts';
import { renderFallback, renderSlack } from './slack-blocks.ts';

export interface SlackOptions {
  webhookUrl: string;
  /** Default 10 s. */
  timeoutMs?: number;
}

/** An incoming webhook of Slack: one message a second. A message whose blocks Slack does not understand is sent once more in words alone. */
export function createSlackChannel({ webhookUrl, timeoutMs = 10_000 }: SlackOptions): Channel & ChannelLimits {
  const attempt = async (message: Parameters<IncomingWebhook['send']>[0]): Promise<PostResult> => {
    const watched = createWatchedFetch(timeoutMs);
    const webhook = new IncomingWebhook(webhookUrl, { fetch: watched.fetch });
    // What its error says, the watched exchange says better, and without the URL.
    await webhook.send(message).catch(() => undefined);
    return watched.result();
  };
  return {
    name: 'slack',
    rates: [{ count: 1, perMs: 1_000 }],
    async send(notification): Promise<SendOutcome> {
      const message = buildMessage(notification);
      const result = await attempt({ ...renderSlack(message), unfurl_links: false, unfurl_media: false });
      if (!isMisunderstood(result)) return judgeAnswer(result, readWord(result));
      const plain = await attempt({ text: renderFallback(message) });
      return judgeAnswer(plain, readWord(plain));
    },
  };
}

function isMisunderstood(result: PostResult): boolean {
  return result.kind === 'answered' && result.status === 400 && /^invalid_(blocks|attachments)/.test(result.body);
}

/** Slack answers with one word, such as `no_service`; anything else is not repeated. */
function readWord(result: PostResult): string {
  return result.kind === 'answered' && /^[a-z_]{2,60}$/.test(result.body) ? result.body : '';
}
