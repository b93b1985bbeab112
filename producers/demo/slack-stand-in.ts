import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SlackStandIn {
  /** What to set as SLACK_WEBHOOK_URL. */
  readonly webhookUrl: string;
  stop(): Promise<void>;
}

const PATH = '/services/T0DEMO/B0DEMO/not-a-secret';

interface Text {
  text?: string;
}
interface Block {
  text?: Text;
  fields?: Text[];
  elements?: Text[];
}

/** Slack's own marks: links, and the three characters that it wants escaped. */
function readMarks(text: string): string {
  return text
    .replace(/<[^|>]+\|([^>]*)>/g, '[$1]')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

/** The lines that Slack would show of a message. */
export function linesOf(message: { text?: string; blocks?: Block[] }): string[] {
  const texts = (message.blocks ?? []).flatMap(({ text, fields = [], elements = [] }) =>
    [text, ...fields, ...elements].flatMap((each) => (each?.text ? [each.text] : [])),
  );
  return (texts.length > 0 ? texts : [message.text ?? '']).flatMap((text) => readMarks(text).split('\n'));
}

/** A local server that takes messages as Slack's incoming webhooks do, and shows their lines. Port 0: any free one. */
export async function startSlackStandIn(port: number, show: (lines: string[]) => void): Promise<SlackStandIn> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (request.method !== 'POST' || request.url !== PATH) {
      response.writeHead(404).end('no_service');
      return;
    }
    try {
      show(linesOf(JSON.parse(Buffer.concat(chunks).toString())));
      response.end('ok');
    } catch {
      response.writeHead(400).end('invalid_payload');
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    webhookUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}${PATH}`,
    stop() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
