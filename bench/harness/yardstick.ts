import type { Row } from './scenario.ts';
import { median } from './statistics.ts';

const LOG = JSON.stringify({
  timestamp: '2026-11-20T10:00:00.123Z',
  level: 'info',
  service: 'search',
  message: 'GET /search?q=shoes took 23 ms and gave 10 results to user u-12345',
  host: 'web-1',
  endpoint: '/search',
  method: 'GET',
  status_code: 200,
  response_time: 23.5,
  user_id: 'u-12345',
  attributes: { shard: 1, cache: 'miss', tags: ['a', 'b'] },
});
const ROUNDS = 7;
const TEXTS = 50_000;

/** Texts a second. */
function parseRound(): number {
  const begun = performance.now();
  let length = 0;
  for (let index = 0; index < TEXTS; index++) length += JSON.parse(LOG).message.length;
  if (length === 0) throw new Error('nothing was parsed');
  return (TEXTS / (performance.now() - begun)) * 1_000;
}

/**
 * How fast this machine is at the moment, in a figure that no change of ours can move: machines that are shared differ by a factor of
 * three from one hour to the next, so figures of two days are compared after dividing them by this one.
 */
export function measureYardstick(): Row {
  const rates = Array.from({ length: ROUNDS }, parseRound);
  return {
    what: `yardstick: JSON.parse of a log of ${LOG.length} bytes, one thread`,
    value: median(rates),
    unit: 'texts/s',
  };
}
