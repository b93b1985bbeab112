import type { Alert } from '../../core/alert.ts';
import type { AlertRule } from '../../core/alert-rule.ts';
import type { Answer, Asked } from './fake-fetch.ts';

export const STARTED_AT = '2026-11-26T10:00:00.000Z';

export function alertOf(id: string, wanted: Partial<Alert> = {}): Alert {
  return {
    id,
    rule: `rule-${id}`,
    description: 'Too many errors',
    severity: 'high',
    status: 'open',
    group: {},
    service: 'shop',
    category: null,
    query: 'level:error',
    condition: 'count >= 10 in 1m',
    value: 40,
    threshold: 10,
    unit: 'logs',
    started_at: STARTED_AT,
    ended_at: null,
    assignee: null,
    sample_log_ids: [],
    samples: [],
    notifications: [],
    timeline: [{ at: STARTED_AT, action: 'opened', by: 'logsieve' }],
    ...wanted,
  };
}

/** A stand-in for the server's routes of alerts, with what it holds and what it heard. */
export interface AlertServer {
  alerts: Alert[];
  /** Those that there are. */
  rules: readonly Pick<AlertRule, 'name' | 'query' | 'window' | 'condition'>[];
  /** Epoch ms of the first minute that it counts. */
  startedAt: number;
  /** What it counts in each minute from then on, of all logs and by query. */
  counts: Readonly<Record<string, readonly number[]>>;
  /** The p95 of the response time in each of these minutes. */
  slowness: readonly (number | null)[];
  readonly sent: { path: string; body: Record<string, unknown> }[];
  /** Refuses every change when it is set. */
  refusal: string | null;
  /** Answers nothing but this status when it is set. */
  outage: number | null;
  /** The answers wait for it. */
  gate: Promise<void>;
  respond(asked: Asked): Promise<Answer>;
}

const answer = (status: number, body: unknown): Answer => ({ status, body });
const failure = (status: number, message: string) =>
  answer(status, { error: { code: 'conflict', message }, request_id: 'r-7' });

function apply(alert: Alert, action: string, body: { by: string; text?: string; assignee?: string | null }): Alert {
  const actions = {
    acknowledge: 'acknowledged',
    resolve: 'resolved',
    assign: 'assigned',
    comments: 'commented',
  } as const;
  const told = actions[action as keyof typeof actions];
  const said = told === 'assigned' ? body.assignee : body.text;
  const text = said === undefined || said === null ? {} : { text: said };
  const timeline = [...alert.timeline, { at: STARTED_AT, action: told, by: body.by, ...text }];
  if (told === 'assigned') return { ...alert, timeline, assignee: body.assignee ?? null };
  return told === 'commented' ? { ...alert, timeline } : { ...alert, timeline, status: told };
}

function find(alerts: readonly Alert[], parameters: URLSearchParams): Alert[] {
  return alerts.filter(({ status, severity, rule, service }) =>
    Object.entries({ status, severity, rule, service }).every(
      ([name, value]) => !parameters.has(name) || parameters.get(name) === value,
    ),
  );
}

function change(server: AlertServer, path: string, body: { by: string; text?: string }) {
  server.sent.push({ path, body });
  const [, id, action = ''] = /alerts\/([^/]+)\/(\w+)$/.exec(path) ?? [];
  if (server.refusal !== null) return failure(409, server.refusal);
  server.alerts = server.alerts.map((alert) => (alert.id === id ? apply(alert, action, body) : alert));
  const changed = server.alerts.find((alert) => alert.id === id);
  return answer(200, changed);
}

const MINUTE_MS = 60_000;

/** Which of the minutes that it knows of is asked for. */
function minuteOf({ startedAt }: AlertServer, parameters: URLSearchParams): number {
  return (Date.parse(parameters.get('from') ?? '') - startedAt) / MINUTE_MS;
}

function trends({ counts, startedAt }: AlertServer, q: string) {
  const totals = counts[q] ?? counts[''] ?? [];
  const timeOf = (at: number): string => new Date(startedAt + at * MINUTE_MS).toISOString();
  const buckets = totals.map((total, at) => ({ time: timeOf(at), total, counts: {} }));
  return answer(200, { interval: '1m', by: 'level', buckets });
}

function read(server: AlertServer, { pathname, searchParams }: URL) {
  const { alerts, rules, outage, slowness } = server;
  if (outage !== null) return failure(outage, 'the store is away');
  if (pathname === '/api/v1/alerts') return answer(200, { alerts: find(alerts, searchParams), next_cursor: null });
  if (pathname === '/api/v1/alert-rules') return answer(200, { rules });
  if (pathname === '/api/v1/logs/trends') return trends(server, searchParams.get('q') ?? '');
  if (pathname === '/api/v1/logs/stats') {
    const p95 = slowness[minuteOf(server, searchParams)] ?? null;
    return answer(200, { total: p95 === null ? 0 : 100, response_time: { p95 } });
  }
  const found = alerts.find(({ id }) => pathname.endsWith(`/alerts/${id}`));
  return found ? answer(200, found) : failure(404, 'there is no such alert');
}

export function createAlertServer(): AlertServer {
  const server: AlertServer = {
    alerts: [],
    rules: [],
    startedAt: Date.parse(STARTED_AT),
    counts: { '': [0, 12, 40] },
    slowness: [],
    sent: [],
    refusal: null,
    outage: null,
    gate: Promise.resolve(),
    async respond({ method, url, text }) {
      await server.gate;
      return method === 'POST' ? change(server, url.pathname, JSON.parse(text)) : read(server, url);
    },
  };
  return server;
}
