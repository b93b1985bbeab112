import { type Protocol, type StandIn, type StandInOptions, startScriptedServer } from './scripted-server.ts';

export interface WebhookStandIn extends StandIn {
  /** What to set as ALERT_WEBHOOK_URL. */
  readonly url: string;
  /** The bodies that were taken, parsed, in order. */
  messages(): Record<string, unknown>[];
}

/** Somebody's receiver of JSON posts. */
export async function startWebhookStandIn(options: StandInOptions = {}): Promise<WebhookStandIn> {
  const server = await startScriptedServer(webhookProtocol, options);
  return {
    ...server,
    url: `${server.origin}/hook?key=not-a-real-secret`,
    messages: () => server.taken().map((request) => JSON.parse(request.body) as Record<string, unknown>),
  };
}

const webhookProtocol: Protocol = {
  check: ({ method, headers }) =>
    method === 'POST' && headers['content-type']?.startsWith('application/json')
      ? null
      : { kind: 'status', status: 400 },
  okBody: () => ({ body: '', contentType: 'text/plain' }),
  rateLimited: (retryAfterS) => ({ body: '', headers: { 'retry-after': String(retryAfterS) } }),
};
