import { useMutation, useMutationState, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Alert, AlertSeverity, AlertStatus } from '../../../core/alert.ts';
import { getJson, sendJson } from './request.ts';

export interface AlertsQuestion {
  status?: AlertStatus;
  severity?: AlertSeverity;
  service?: string;
  rule?: string;
  from?: string;
  to?: string;
  limit?: number;
}

export interface AlertsAnswer {
  alerts: Alert[];
  next_cursor: string | null;
}

/** What the frame asks for: those that are open, as many as it counts. */
export const OPEN_ALERTS = { status: 'open', limit: 100 } as const satisfies AlertsQuestion;

const PATH = '/api/v1/alerts';

export function useAlerts(question: AlertsQuestion) {
  return useQuery({
    queryKey: ['alerts', question],
    queryFn: ({ signal }) => getJson<AlertsAnswer>(PATH, { ...question }, signal, { expects: 'alerts' }),
  });
}

export function useAlert(id: string) {
  return useQuery({
    queryKey: ['alerts', 'one', id],
    queryFn: ({ signal }) => getJson<Alert>(`${PATH}/${encodeURIComponent(id)}`, {}, signal),
  });
}

/** What a person can do to an alert, with what has to be said for it. */
export type AlertChange =
  | { action: 'acknowledge' | 'resolve'; body: { by: string; text?: string } }
  | { action: 'assign'; body: { by: string; assignee: string | null } }
  | { action: 'comments'; body: { by: string; text: string } };

export function useChangeAlert(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ action, body }: AlertChange) =>
      sendJson<Alert>('POST', `${PATH}/${encodeURIComponent(id)}/${action}`, body),
    onSuccess(alert) {
      client.setQueryData(['alerts', 'one', id], alert);
      return client.invalidateQueries({ queryKey: ['alerts'] });
    },
  });
}

const ACKNOWLEDGING = ['acknowledge alerts'];

interface Acknowledged {
  ids: readonly string[];
  by: string;
}

/** The alerts whose acknowledgement the server has not answered yet. */
export function useAcknowledging(): ReadonlySet<string> {
  const sent = useMutationState({
    filters: { mutationKey: ACKNOWLEDGING, status: 'pending' },
    select: ({ state }) => (state.variables as Acknowledged).ids,
  });
  return new Set(sent.flat());
}

/** Acknowledges several at once; answers those that could not be, each with why. */
export function useAcknowledge() {
  const client = useQueryClient();
  return useMutation({
    mutationKey: ACKNOWLEDGING,
    async mutationFn({ ids, by }: Acknowledged) {
      const tries = ids.map((id) => sendJson<Alert>('POST', `${PATH}/${encodeURIComponent(id)}/acknowledge`, { by }));
      const results = await Promise.allSettled(tries);
      return results.flatMap((result) => (result.status === 'rejected' ? [result.reason as Error] : []));
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['alerts'] }),
  });
}
