import { useQuery } from '@tanstack/react-query';
import { ApiError, getJson } from './request.ts';

const STATUSES = ['healthy', 'degraded', 'unhealthy'] as const;
export type HealthStatus = (typeof STATUSES)[number];

export interface HealthAnswer {
  status: HealthStatus;
  version: string;
  uptime_s: number;
  checks: Readonly<Record<string, { status: HealthStatus } & Record<string, unknown>>>;
}

const EVERY_MS = 5_000;
/** While there is no answer it is asked often, so that one knows that it is no mere stumble, and when it is over. */
const WHILE_FAILING_MS = 1_000;
/** What lasts longer than a restart is asked after less. */
const OFTEN_FOR_MS = 60_000;
const LATER_MS = 3_000;
/** A server that takes longer for its shortest answer is as good as none. */
const PATIENCE_MS = 3_000;

const UNHEALTHY = 503;

/** What the server says of itself, also that it is unhealthy. @throws ApiError when somebody else answers, or nobody in time */
export async function getHealth(signal?: AbortSignal): Promise<HealthAnswer> {
  const asking = { answers: [UNHEALTHY], patienceMs: PATIENCE_MS };
  const answer = await getJson<Partial<HealthAnswer> | null>('/health', {}, signal, asking);
  if (answer?.checks && STATUSES.some((status) => status === answer.status)) return answer as HealthAnswer;
  throw new ApiError(UNHEALTHY, 'unavailable', 'The server does not say how it is.');
}

/** How long after an answer, or none, the next is asked for. */
function pauseAfter({ status, dataUpdatedAt }: { status: string; dataUpdatedAt: number }): number {
  if (status !== 'error') return EVERY_MS;
  const heardAt = Math.max(dataUpdatedAt, performance.timeOrigin);
  return Date.now() - heardAt < OFTEN_FOR_MS ? WHILE_FAILING_MS : LATER_MS;
}

/** Asked again and again, and when somebody comes back to the page: what it answers is also the sign that the server is there. */
export function useHealth() {
  return useQuery({
    queryKey: ['health'],
    queryFn: ({ signal }) => getHealth(signal),
    refetchInterval: ({ state }) => pauseAfter(state),
    refetchOnWindowFocus: 'always',
    retry: false,
  });
}
