import { z } from 'zod';
import { ALERT_SEVERITIES, ALERT_STATUSES, type Alert } from '../../core/alert.ts';
import type { AlertChange, AlertFilter, AlertStore } from '../../core/alert-store.ts';
import { PipelineError } from '../../core/errors.ts';
import { TOPIC } from '../../core/topics.ts';
import { defineRoute, type Route } from '../http/route.ts';
import type { ApiOptions } from '../options.ts';
import { cursorParameter, readCursor, writeCursor } from '../params/cursor.ts';
import { invalidParameter } from '../params/invalid-parameter.ts';
import { readEnd } from '../params/time-range.ts';
import { alert } from '../schemas/alert.ts';

const place = z.strictObject({ started_at: z.string(), id: z.string() });

const listQuery = z.strictObject({
  status: z
    .string()
    .optional()
    .describe(`One or several of ${ALERT_STATUSES.join(', ')}, separated by commas.`),
  severity: z
    .string()
    .optional()
    .describe(`One or several of ${ALERT_SEVERITIES.join(', ')}, separated by commas.`),
  service: z.string().optional(),
  rule: z.string().optional(),
  from: z.string().optional().describe('Begun at or after this time; all when absent.'),
  to: z.string().optional().describe('Begun at or before this time.'),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
  cursor: cursorParameter,
});

const idParameter = z.strictObject({ id: z.string().min(1).max(100) });
const by = z.string().min(1).max(100).default('api').describe('Who does it.');
const text = z.string().max(2_000).optional();
const note = z.strictObject({ by, text }).default({ by: 'api' });
const assignment = z.strictObject({ by, assignee: z.string().min(1).max(100).nullable() });
const comment = z.strictObject({ by, text: z.string().min(1).max(2_000) });

function readNames<T extends string>(name: string, given: string | undefined, known: readonly T[]): T[] | undefined {
  if (given === undefined || given === '') return undefined;
  return given.split(',').map((value) => {
    const found = known.find((one) => one === value.trim().toLowerCase());
    if (found === undefined) throw invalidParameter(name, `'${value}' is none of ${known.join(', ')}`);
    return found;
  });
}

function readFilter(given: z.output<typeof listQuery>, now: number): AlertFilter {
  const { cursor, limit, ...request } = given;
  const status = readNames('status', given.status, ALERT_STATUSES);
  const severity = readNames('severity', given.severity, ALERT_SEVERITIES);
  const { service, rule, from, to } = given;
  const range = {
    ...(from !== undefined && { from: readEnd('from', from, now) }),
    ...(to !== undefined && { to: readEnd('to', to, now) }),
  };
  if ((range.from ?? 0) > (range.to ?? Number.POSITIVE_INFINITY)) throw invalidParameter('from', 'lies behind `to`');
  return {
    limit,
    ...range,
    ...(status && { status }),
    ...(severity && { severity }),
    ...(service !== undefined && { service }),
    ...(rule !== undefined && { rule }),
    ...(cursor !== undefined && { after: readCursor(cursor, place, request) }),
  };
}

async function require(store: AlertStore, id: string): Promise<Alert> {
  const { alerts } = await store.list({ ids: [id], limit: 1 });
  if (!alerts[0]) throw new PipelineError('not_found', `there is no alert ${id}`, { details: { id } });
  return alerts[0];
}

type Options = Pick<ApiOptions, 'alertStore' | 'bus' | 'logger' | 'now'>;

/** Tells whoever watches, at every API process; the decision itself does not depend on it, so nobody waits. */
function announce({ bus, logger }: Options, id: string, { action }: AlertChange): void {
  bus.publish([{ topic: TOPIC.decisions, key: id, value: action }]).catch((error) => {
    logger.warn('a decision about an alert is stored, but who watches could not be told', { alert: id, error });
  });
}

/** A route by which a person changes an alert; it answers once the change is durable. */
function changeRoute<B extends z.ZodType>(
  options: Options,
  action: { name: string; summary: string; body: B; change(body: z.output<B>): AlertChange },
): Route {
  return defineRoute({
    method: 'post',
    path: `/api/v1/alerts/{id}/${action.name}`,
    summary: action.summary,
    tag: 'alerts',
    params: idParameter,
    body: action.body,
    answer: alert,
    async handle({ params, body }) {
      const change = action.change(body);
      const changed = await options.alertStore.change(params.id, change, options.now());
      announce(options, params.id, change);
      return changed;
    },
  });
}

const withText = ({ by: person, text: words }: z.output<typeof note>) => ({
  by: person,
  ...(words !== undefined && { text: words }),
});

/** Alerts, and what people do about them. */
export function alertRoutes(options: Options): Route[] {
  const { alertStore, now } = options;
  return [
    defineRoute({
      method: 'get',
      path: '/api/v1/alerts',
      summary: 'Alerts, the newest first.',
      tag: 'alerts',
      query: listQuery,
      answer: z.strictObject({ alerts: z.array(alert), next_cursor: z.string().nullable() }),
      async handle({ query }) {
        const { cursor: _, limit: _limit, ...request } = query;
        const { alerts, next } = await alertStore.list(readFilter(query, now()));
        return { alerts, next_cursor: next && writeCursor(next, request) };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/v1/alerts/{id}',
      summary: 'One alert.',
      tag: 'alerts',
      params: idParameter,
      answer: alert,
      handle: ({ params }) => require(alertStore, params.id),
    }),
    changeRoute(options, {
      name: 'acknowledge',
      summary: 'Somebody looks after it.',
      body: note,
      change: (body) => ({ action: 'acknowledge', ...withText(body) }),
    }),
    changeRoute(options, {
      name: 'resolve',
      summary: 'It is over.',
      body: note,
      change: (body) => ({ action: 'resolve', ...withText(body) }),
    }),
    changeRoute(options, {
      name: 'assign',
      summary: 'Whose it is; null: nobody’s.',
      body: assignment,
      change: (body) => ({ action: 'assign', ...body }),
    }),
    changeRoute(options, {
      name: 'comments',
      summary: 'Adds a comment.',
      body: comment,
      change: (body) => ({ action: 'comment', ...body }),
    }),
  ];
}
