import { useQuery } from '@tanstack/react-query';
import { ApiError, getJson } from './request.ts';

export type HealthStatus = 'healthy' | 'degraded' | 'unhealthy';

export interface HealthAnswer {
  status: HealthStatus;
  version: string;
  uptime_s: number;
  checks: Readonly<Record<string, { status: HealthStatus } & Record<string, unknown>>>;
}

const EVERY_MS = 10_000;
/** So that one soon knows that it is no mere stumble, and when it is over. */
const WHILE_FAILING_MS = 5_000;

const UNHEALTHY = 503;

/** What the server says of itself, also that it is unhealthy. @throws ApiError when somebody else answers, or nobody */
export async function getHealth(signal?: AbortSignal): Promise<HealthAnswer> {
  const answer = await getJson<Partial<HealthAnswer>>('/health', {}, signal, [UNHEALTHY]);
  if (!answer.checks) throw new ApiError(UNHEALTHY, 'unavailable', 'The server does not say how it is.');
  return answer as HealthAnswer;
}

/** Asked again and again: what it answers is also the sign that the server is there. */
export function useHealth() {
  return useQuery({
    queryKey: ['health'],
    queryFn: ({ signal }) => getHealth(signal),
    refetchInterval: ({ state }) => (state.status === 'error' ? WHILE_FAILING_MS : EVERY_MS),
    retry: false,
  });
}
