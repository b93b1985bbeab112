import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Alert } from '../../../core/alert.ts';
import type { AlertRule, RuleOrigin } from '../../../core/alert-rule.ts';
import { getJson, sendJson, whileFailing } from './request.ts';

export type ServedRule = AlertRule & { origin: RuleOrigin };

const PATH = '/api/v1/alert-rules';
const addressOf = (name: string): string => `${PATH}/${encodeURIComponent(name)}`;

export function useRules() {
  return useQuery({
    queryKey: ['rules'],
    queryFn: ({ signal }) => getJson<{ rules: ServedRule[] }>(PATH, {}, signal, { expects: 'rules' }),
    refetchInterval: whileFailing,
  });
}

export function useRule(name: string) {
  return useQuery({
    queryKey: ['rules', name],
    queryFn: ({ signal }) => getJson<ServedRule>(addressOf(name), {}, signal),
  });
}

/** The rule of an alert, where it still is one: rules are deleted, and some alerts are raised without any. With an error nobody knows. */
export function useRuleOf({ rule: name }: Pick<Alert, 'rule'>) {
  const { data, error, isPending } = useRules();
  return { rule: data?.rules.find((rule) => rule.name === name), isPending, error: data ? null : error };
}

/** A rule as somebody writes it: the server says what is wrong with it. */
export type RuleBody = Readonly<Record<string, unknown>>;

/** What can be done with a rule; `create` refuses a name that is taken. */
export type RuleChange =
  | { action: 'create'; body: RuleBody }
  | { action: 'set'; name: string; body: RuleBody }
  | { action: 'delete'; name: string };

function sendChange(change: RuleChange): Promise<ServedRule | undefined> {
  if (change.action === 'create') return sendJson('POST', PATH, change.body);
  if (change.action === 'set') return sendJson('PUT', addressOf(change.name), change.body);
  return sendJson('DELETE', addressOf(change.name));
}

export function useChangeRule() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: sendChange,
    onSuccess(_, change) {
      if (change.action !== 'delete') return client.invalidateQueries({ queryKey: ['rules'] });
      // the page of the rule is still shown: it must not ask for what is gone
      void client.invalidateQueries({ queryKey: ['rules', change.name], refetchType: 'none' });
      return client.invalidateQueries({ queryKey: ['rules'], exact: true });
    },
  });
}

/** Sends an alert that says it is a test through the channels; answers its id. */
export function useTestRule(name: string) {
  return useMutation({ mutationFn: () => sendJson<{ id: string }>('POST', `${addressOf(name)}/test`) });
}
