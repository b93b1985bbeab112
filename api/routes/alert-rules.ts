import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { AlertRule } from '../../core/alert-rule.ts';
import { PipelineError } from '../../core/errors.ts';
import { RULE_REMOVED, TOPIC } from '../../core/topics.ts';
import { defineRoute, type Route } from '../http/route.ts';
import type { ApiOptions, RuleList } from '../options.ts';
import { readAlertRule } from '../params/alert-rule.ts';
import { alertRule, servedRule } from '../schemas/alert.ts';
import { createTestAlert } from '../test-alert.ts';

const SETTLE_MS = 10;
const SETTLE_ROUNDS = 500;

type Entry = ReturnType<RuleList['list']>[number];
type Options = Pick<ApiOptions, 'bus' | 'rules' | 'now'>;

const nameParameter = z.strictObject({ name: z.string().min(1).max(64) });
/** Checked by {@link readAlertRule}, which words its errors for rules. */
const ruleBody = z.record(z.string(), z.unknown());

const serve = ({ rule, origin }: Entry) => ({ ...rule, origin });

function find({ rules }: Options, name: string): Entry | undefined {
  return rules.list().find(({ rule }) => rule.name === name);
}

function require(options: Options, name: string): Entry {
  const found = find(options, name);
  if (!found) throw new PipelineError('not_found', `there is no rule ${name}`, { details: { name } });
  return found;
}

/** Puts the rule on the topic and waits until the list shows it, so that whoever asks next sees it. */
async function publish(options: Options, name: string, rule: AlertRule | null): Promise<void> {
  const value = rule === null ? RULE_REMOVED : JSON.stringify(rule);
  await options.bus.publish([{ topic: TOPIC.rules, key: name, value }]);
  const isThere = (): boolean => {
    const found = find(options, name);
    return rule === null ? found?.origin !== 'api' : found?.origin === 'api' && isDeepStrictEqual(found.rule, rule);
  };
  for (let round = 0; round < SETTLE_ROUNDS && !isThere(); round++) await sleep(SETTLE_MS);
  if (!isThere())
    throw new PipelineError('unavailable', `rule ${name} is stored, but not yet in force`, { details: { name } });
}

function readRule(path: string, body: Record<string, unknown>): AlertRule {
  const rule = readAlertRule({ name: path, ...body });
  if (rule.name === path) return rule;
  throw new PipelineError('invalid_rule', `name: is not the '${path}' of the path`, { details: { path: 'name' } });
}

/** A rule of a file stays there: deleting takes back what the API set over it. */
function checkDeletable({ rule, origin }: Entry): void {
  if (origin === 'api') return;
  const message = `rule ${rule.name} comes from the ${origin === 'file' ? 'rules file' : 'shipped rules'}; set enabled to false instead`;
  throw new PipelineError('conflict', message, { details: { name: rule.name, origin } });
}

/** Sends an alert through the channels as a real one would go. */
function testRoute(options: Options, path: string): Route {
  return defineRoute({
    method: 'post',
    path: `${path}/{name}/test`,
    summary: 'Tries the channels: an alert of the rule that says it is a test, and its end.',
    tag: 'alerts',
    params: nameParameter,
    status: 202,
    answer: z.strictObject({ id: z.string().describe('Of the alert.') }),
    async handle({ params }) {
      const events = createTestAlert(require(options, params.name).rule, options.now());
      await options.bus.publish(
        events.map((event) => ({
          topic: TOPIC.alerts,
          key: `${event.rule}|${event.id}`,
          value: JSON.stringify(event),
        })),
      );
      return { id: events[0].id };
    },
  });
}

/** The rules, and changing them; each answer comes once the rule is in force here. */
export function alertRuleRoutes(options: Options): Route[] {
  const path = '/api/v1/alert-rules';
  return [
    defineRoute({
      method: 'get',
      path,
      summary: 'All rules, disabled ones too.',
      tag: 'alerts',
      answer: z.strictObject({ rules: z.array(servedRule) }),
      handle: () => ({ rules: options.rules.list().map(serve) }),
    }),
    defineRoute({
      method: 'post',
      path,
      summary: 'A new rule.',
      tag: 'alerts',
      body: ruleBody,
      documentedBody: alertRule,
      status: 201,
      answer: servedRule,
      async handle({ body }) {
        const rule = readAlertRule(body);
        if (find(options, rule.name)) {
          throw new PipelineError('conflict', `there is a rule ${rule.name} already`, { details: { name: rule.name } });
        }
        await publish(options, rule.name, rule);
        return serve(require(options, rule.name));
      },
    }),
    defineRoute({
      method: 'get',
      path: `${path}/{name}`,
      summary: 'One rule.',
      tag: 'alerts',
      params: nameParameter,
      answer: servedRule,
      handle: ({ params }) => serve(require(options, params.name)),
    }),
    defineRoute({
      method: 'put',
      path: `${path}/{name}`,
      summary: 'The rule of this name, new or changed.',
      tag: 'alerts',
      params: nameParameter,
      body: ruleBody,
      documentedBody: alertRule,
      answer: servedRule,
      async handle({ params, body }) {
        await publish(options, params.name, readRule(params.name, body));
        return serve(require(options, params.name));
      },
    }),
    defineRoute({
      method: 'delete',
      path: `${path}/{name}`,
      summary: 'Takes back what the API set; a rule of a file of the same name is in force again.',
      tag: 'alerts',
      params: nameParameter,
      status: 204,
      answer: null,
      async handle({ params }) {
        checkDeletable(require(options, params.name));
        await publish(options, params.name, null);
      },
    }),
    testRoute(options, path),
  ];
}
