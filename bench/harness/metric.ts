import type { House } from './house.ts';
import { waitFor } from './wait.ts';

const PATIENCE_MS = 30_000;

/** The sum of a metric over all its labels; 0 when it has not been counted yet. A house that is too busy to tell is asked again. */
export async function readMetric(house: House, name: string): Promise<number> {
  const text = await waitFor('the metrics', PATIENCE_MS, 200, async () => {
    const { status, body } = await house.http.get('/metrics');
    return status === 200 ? body.toString() : null;
  });
  const lines = text.matchAll(new RegExp(`^${name}(?:\\{.*\\})? (\\S+)$`, 'gm'));
  return [...lines].reduce((sum, [, value]) => sum + Number(value), 0);
}
