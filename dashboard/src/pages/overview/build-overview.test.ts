import { describe, expect, test } from '@jest/globals';
import type { StatsAnswer } from '../../api/logs.ts';
import { buildInsights, type Insight, type InsightFigures } from './build-insights.ts';
import { buildStatusClasses } from './build-status-classes.ts';
import { buildTiles } from './build-tiles.ts';
import { buildTrend } from './build-trend.ts';

const FORMER_RANGE = { from: '2026-11-26T10:00:00.000Z', to: '2026-11-26T10:59:59.999Z' };

function stats(wanted: Partial<StatsAnswer> = {}): StatsAnswer {
  const response_time = { min: null, avg: null, max: null, p50: null, p95: null, p99: null };
  const lists = { top_endpoints: [], top_ips: [], top_user_agents: [] };
  const counts = { by_category: {}, by_level: {}, by_service: {}, by_status_code: {}, by_method: {} };
  return { total: 0, error_rate: 0, response_time, ...lists, ...counts, ...wanted };
}

interface Wanted {
  q?: string;
  current?: object;
  former?: object;
  errors?: object;
  formerErrors?: object;
}

function figuresOf(wanted: Wanted): InsightFigures {
  return {
    q: wanted.q ?? '',
    current: stats({ total: 100, by_service: { shop: 100 }, ...wanted.current }),
    former: stats({ total: 100, by_service: { shop: 100 }, ...wanted.former }),
    currentErrors: stats(wanted.errors),
    formerErrors: stats(wanted.formerErrors),
    formerRange: FORMER_RANGE,
  };
}

const insightsOf = (wanted: Wanted): Insight[] => buildInsights(figuresOf(wanted)) ?? [];

describe('tiles', () => {
  const queue = { topics: [], consumers: [], dead_letters: 0, ledger: { unaccounted: 0 } };
  const figures = { q: 'a OR b', spanMs: 10_000, openAlerts: 0, queue };

  test('tell the change against the period before, and whether it is bad', () => {
    const [, errors, , logs, rate] = buildTiles({
      ...figures,
      current: stats({ total: 200, error_rate: 0.2 }),
      former: stats({ total: 100, error_rate: 0.1 }),
    });
    expect(errors).toMatchObject({ value: '20 %', change: 1, tone: 'bad' });
    expect(errors?.parameters).toEqual({ q: '(a OR b) level:>=error' });
    expect(logs).toMatchObject({ value: '200', change: 1, tone: 'neutral' });
    expect(rate?.value).toBe('20');
    const [, , , millions] = buildTiles({ ...figures, current: stats({ total: 12_345_678 }), former: undefined });
    expect(millions).toMatchObject({ value: '12.3M', whole: '12,345,678' });
  });

  test.each([
    [99_999, '99,999'],
    [142_612, '143K'],
    [999_999, '1M'],
  ])('tell %i logs in no more characters than fit', (total, value) => {
    expect(buildTiles({ ...figures, current: stats({ total }), former: undefined })[3]?.value).toBe(value);
  });

  test.each([
    [0, '0'],
    [3, '<0.1'],
    [360, '0.1'],
  ])('tell the rate of %i logs in an hour', (total, value) => {
    const hour = { ...figures, spanMs: 3_600_000, current: stats({ total }), former: undefined };
    expect(buildTiles(hour)[4]?.value).toBe(value);
  });

  test('have no change when nothing was there before', () => {
    const tiles = buildTiles({ ...figures, current: stats({ total: 5 }), former: stats() });
    expect(tiles[3]?.change).toBeNull();
    const early = buildTiles({ ...figures, current: stats({ total: 5 }), former: undefined });
    expect(early[3]?.change).toBeUndefined();
  });

  test('are bad when alerts are open or logs are unaccounted for', () => {
    const lost = { ...queue, ledger: { unaccounted: 3 } };
    const tiles = buildTiles({ ...figures, openAlerts: 2, queue: lost, current: stats(), former: undefined });
    expect([tiles[0]?.tone, tiles.at(-1)?.tone, tiles.at(-1)?.value]).toEqual(['bad', 'bad', '3']);
    const many = { ...figures, openAlerts: 100, hasMoreAlerts: true, current: stats(), former: undefined };
    expect(buildTiles(many)[0]?.value).toBe('100+');
  });

  test('say nothing good of a pipeline that did not answer', () => {
    const tiles = buildTiles({ ...figures, queue: undefined, current: stats(), former: undefined });
    expect(tiles.at(-1)).toMatchObject({ value: '–', note: '', tone: 'neutral' });
  });
});

test('a bar stands for its own time, cut off where the range begins and ends', () => {
  const at = (minute: number): number => Date.parse(`2026-11-26T10:0${minute}:00.000Z`);
  const buckets = [0, 1, 2].map((minute) => ({
    time: new Date(at(minute)).toISOString(),
    total: 5,
    counts: { Security: 2, Business: 3 },
  }));
  const range = { from: at(0) + 30_000, to: at(2) + 10_000 };
  const trend = buildTrend({ interval: '1m', by: 'category', buckets }, range);
  expect(trend.buckets.map(({ from, to }) => [from, to])).toEqual([
    [range.from, at(1) - 1],
    [at(1), at(2) - 1],
    [at(2), range.to],
  ]);
});

test('status codes are summed by class, each found by its range; those without a status have no share', () => {
  const classes = buildStatusClasses({ '200': 90, '201': 6, '404': 1, '502': 3 }, 'service:shop');
  expect(classes.map(({ name, count, share }) => [name, count, share])).toEqual([
    ['2xx', 96, 0.96],
    ['3xx', 0, 0],
    ['4xx', 1, 0.01],
    ['5xx', 3, 0.03],
  ]);
  expect(classes.at(-1)?.query).toBe('service:shop status_code:[500 TO 599]');
  expect(buildStatusClasses({ '101': 1 }, '')[0]).toMatchObject({ name: '1xx', share: 1 });
});

describe('insights', () => {
  test('name a service whose errors rose, with both figures', () => {
    const [found] = insightsOf({
      errors: { total: 40, by_service: { shop: 40 } },
      formerErrors: { total: 8, by_service: { shop: 8 } },
    });
    expect(found).toMatchObject({ title: 'shop fails more often', parameters: { q: 'level:>=error service:shop' } });
    expect(found?.why).toBe('40 % errors, 8 % before');
  });

  test('say nothing of more errors among as many more logs', () => {
    const errors = { total: 80, by_service: { shop: 80 } };
    const current = { total: 1_000, by_service: { shop: 1_000 } };
    expect(insightsOf({ current, errors, formerErrors: { total: 8, by_service: { shop: 8 } } })).toEqual([]);
  });

  test('lead to the last logs of a service that went silent', () => {
    const [found] = insightsOf({ former: { total: 150, by_service: { shop: 100, mail: 50 } } });
    expect(found).toMatchObject({ title: 'mail went silent', parameters: { q: 'service:mail', ...FORMER_RANGE } });
  });

  test('call no service silent that may only be missing in the list', () => {
    const former = { total: 150, by_service: { shop: 100, mail: 50 } };
    expect(insightsOf({ current: { total: 300 }, former })).toEqual([]);
  });

  test('name a category whose share jumped', () => {
    const [found] = insightsOf({
      current: { by_category: { Security: 60 } },
      former: { by_category: { Security: 10 } },
    });
    expect(found?.why).toBe('60 % of all logs, 10 % before');
  });

  test('are three at most, and none without a period before', () => {
    const former = { total: 400, by_service: { shop: 100, a: 100, b: 100, c: 100, d: 100 } };
    expect(insightsOf({ former })).toHaveLength(3);
    expect(buildInsights(figuresOf({ former: { total: 0, by_service: {} } }))).toBeNull();
  });
});
