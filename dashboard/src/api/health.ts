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
/** While there is no answer it is asked often, so that one knows that it is no mere stumble, and when it is over. */
const WHILE_FAILING_MS = 1_000;
/** What lasts longer than a restart is asked after less. */
const OFTEN_FOR_MS = 60_000;
const LATER_MS = 3_000;
/** A server that takes longer for its shortest answer is as good as none. */
const PATIENCE_MS = 5_000;

const UNHEALTHY = 503;

/** What the server says of itself, also that it is unhealthy. @throws ApiError when somebody else answers, or nobody in time */
export async function getHealth(signal?: AbortSignal): Promise<HealthAnswer> {
  const tooLate = AbortSignal.timeout(PATIENCE_MS);
  try {
    const either = signal ? AbortSignal.any([signal, tooLate]) : tooLate;
    const answer = await getJson<Partial<HealthAnswer>>('/health', {}, either, [UNHEALTHY]);
    if (answer.checks) return answer as HealthAnswer;
  } catch (error) {
    if (tooLate.aborted && !signal?.aborted) throw new ApiError(0, 'offline', 'The server does not answer in time.');
    throw error;
  }
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
