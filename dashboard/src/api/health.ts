import { useQuery } from '@tanstack/react-query';
import { getJson } from './request.ts';

export type HealthStatus = 'healthy' | 'degraded' | 'unhealthy';

export interface HealthAnswer {
  status: HealthStatus;
  version: string;
  uptime_s: number;
  checks: Readonly<Record<string, { status: HealthStatus } & Record<string, unknown>>>;
}

const EVERY_MS = 10_000;

/** Asked again and again: what it answers is also the sign that the server is there. */
export function useHealth() {
  return useQuery({
    queryKey: ['health'],
    queryFn: ({ signal }) => getJson<HealthAnswer>('/health', {}, signal),
    refetchInterval: EVERY_MS,
    retry: false,
  });
}
