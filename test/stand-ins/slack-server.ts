import {
  type Protocol,
  type ScriptedAnswer,
  type StandIn,
  type StandInOptions,
  startScriptedServer,
} from './scripted-server.ts';

const PATH = '/services/T0STANDIN/B0STANDIN/not-a-real-secret';

/** The parts of Slack's blocks that are checked. */
export interface SlackText {
  type: 'plain_text' | 'mrkdwn';
  text: string;
}
export interface SlackBlock {
  type: string;
  text?: SlackText;
  fields?: SlackText[];
  elements?: SlackText[];
}
/** A message as Slack would show it. */
export interface SlackMessage {
  text: string;
  blocks?: SlackBlock[];
}

export interface SlackStandIn extends StandIn {
  /** What to set as SLACK_WEBHOOK_URL. */
  readonly url: string;
  /** The messages that were taken, parsed, in order. */
  messages(): SlackMessage[];
}

/** An incoming webhook as Slack runs it: `ok`, `no_service`, `invalid_blocks`, `no_text`, 429 with Retry-After; its limits are enforced. */
export async function startSlackStandIn(options: StandInOptions = {}): Promise<SlackStandIn> {
  const server = await startScriptedServer(slackProtocol, options);
  return {
    ...server,
    url: `${server.origin}${PATH}`,
    messages: () => server.taken().map((request) => JSON.parse(request.body) as SlackMessage),
  };
}

const slackProtocol: Protocol = {
  check({ method, path, headers, body }) {
    if (path !== PATH) return fault(404, 'no_service');
    if (method !== 'POST') return fault(405, 'http_method_not_allowed');
    if (!headers['content-type']?.startsWith('application/json')) return fault(400, 'invalid_payload');
    const message = parse(body);
    if (!message) return fault(400, 'invalid_payload');
    if (!message.text && !message.blocks?.length) return fault(400, 'no_text');
    if (message.text && message.text.length > 40_000) return fault(400, 'msg_too_long');
    return message.blocks && !blocksAreValid(message.blocks) ? fault(400, 'invalid_blocks') : null;
  },
  okBody: () => ({ body: 'ok', contentType: 'text/html' }),
  rateLimited: (retryAfterS) => ({ body: 'rate_limited', headers: { 'retry-after': String(retryAfterS) } }),
};

function fault(status: number, body: string): ScriptedAnswer {
  return { kind: 'status', status, body };
}

function parse(body: string): SlackMessage | null {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as SlackMessage) : null;
  } catch {
    return null;
  }
}

/** Block Kit's limits: 50 blocks, header 150, section 3,000, 10 fields of 2,000, 10 context elements. */
function blocksAreValid(blocks: SlackBlock[]): boolean {
  const filled = (text: SlackText | undefined, limit: number) =>
    text !== undefined && text.text.length > 0 && text.text.length <= limit;
  return (
    blocks.length <= 50 &&
    blocks.every((block) => {
      if (block.type === 'divider') return true;
      if (block.type === 'header') return block.text?.type === 'plain_text' && filled(block.text, 150);
      if (block.type === 'context') {
        const elements = block.elements ?? [];
        return elements.length > 0 && elements.length <= 10 && elements.every((element) => filled(element, 3_000));
      }
      if (block.type !== 'section') return false;
      const fields = block.fields ?? [];
      if (!block.text && fields.length === 0) return false;
      return (!block.text || filled(block.text, 3_000)) && fields.length <= 10 && fields.every((f) => filled(f, 2_000));
    })
  );
}
