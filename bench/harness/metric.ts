import type { House } from './house.ts';

/** The sum of a metric over all its labels; 0 when it has not been counted yet. */
export async function readMetric(house: House, name: string): Promise<number> {
  const { body } = await house.http.get('/metrics');
  const lines = body.toString().matchAll(new RegExp(`^${name}(?:\\{.*\\})? (\\S+)$`, 'gm'));
  return [...lines].reduce((sum, [, value]) => sum + Number(value), 0);
}
