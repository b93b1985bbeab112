import type { StatsAnswer } from '../../api/logs.ts';
import { type QueueAnswer, totalLag } from '../../api/queue.ts';
import {
  changeOf,
  formatCompact,
  formatCount,
  formatDuration,
  formatShare,
  formatShort,
} from '../../lib/format-number.ts';
import { combine } from '../../lib/query-edit.ts';
import type { ScreenChange } from '../../lib/screen-state.ts';
import { strings } from '../../strings/catalogue.ts';
import { slowerThan } from './slower-than.ts';
import { type Tone, toneOfRise } from './tone.ts';

const words = strings.overview;

export interface Tile {
  label: string;
  value: string;
  /** The same with all its digits, where it is shortened. */
  whole?: string;
  /** As a share of the period before; null when there is nothing to compare with, undefined when it is not compared, or not yet. */
  change?: number | null | undefined;
  /** In place of the change. */
  note?: string;
  tone: Tone;
  path: string;
  parameters: ScreenChange;
}

export interface TileFigures {
  q: string;
  spanMs: number;
  /** Undefined when the logs cannot be counted: what is known of the rest is shown all the same. */
  current: StatsAnswer | undefined;
  former: StatsAnswer | undefined;
  openAlerts: number | undefined;
  /** Whether there are even more than those. */
  hasMoreAlerts?: boolean;
  queue: QueueAnswer | undefined;
}

/** More digits do not fit. */
const WHOLE_BELOW = 100_000;
const formatRoomy = (count: number): string => (count < WHOLE_BELOW ? formatCount(count) : formatShort(count));

/** Few logs in a long time are not none. */
const LEAST_RATE = 0.1;
const formatRate = (rate: number): string => (rate > 0 && rate < LEAST_RATE ? `<${LEAST_RATE}` : formatCompact(rate));

/** The figures of logs, without any. */
function unknownLogTiles({ q }: TileFigures): Tile[] {
  const { errors, p95, logs, rate } = words.tiles;
  return [errors, p95, logs, rate].map((label) => ({
    label,
    value: strings.common.none,
    tone: 'neutral',
    path: '/explorer',
    parameters: { q },
  }));
}

function logTiles(figures: TileFigures): Tile[] {
  const { q, spanMs, current, former } = figures;
  if (!current) return unknownLogTiles(figures);
  const toLogs = { path: '/explorer', parameters: { q } };
  const change = former && changeOf(current.total, former.total);
  const errorChange = former && changeOf(current.error_rate, former.error_rate);
  const { p95 } = current.response_time;
  const p95Change = former && (p95 === null ? null : changeOf(p95, former.response_time.p95 ?? 0));
  return [
    {
      label: words.tiles.errors,
      value: formatShare(current.error_rate),
      change: errorChange,
      tone: toneOfRise(errorChange),
      path: '/explorer',
      parameters: { q: combine(q, 'level:>=error') },
    },
    {
      label: words.tiles.p95,
      value: p95 === null ? strings.common.none : formatDuration(p95),
      change: p95Change,
      tone: toneOfRise(p95Change),
      path: '/explorer',
      parameters: { q: slowerThan(q, p95) },
    },
    {
      label: words.tiles.logs,
      value: formatRoomy(current.total),
      whole: formatCount(current.total),
      change,
      tone: 'neutral',
      ...toLogs,
    },
    {
      label: words.tiles.rate,
      value: formatRate(current.total / Math.max(spanMs / 1_000, 1)),
      change,
      tone: 'neutral',
      ...toLogs,
    },
  ];
}

function alertTile({ openAlerts, hasMoreAlerts = false }: TileFigures): Tile {
  const toAlerts = { label: words.tiles.alerts, path: '/alerts', parameters: {} };
  if (openAlerts === undefined) return { ...toAlerts, value: strings.common.none, tone: 'neutral' };
  return {
    ...toAlerts,
    value: `${formatCount(openAlerts)}${hasMoreAlerts ? '+' : ''}`,
    note: openAlerts ? words.needsYou : words.allQuiet,
    tone: openAlerts ? 'bad' : 'good',
  };
}

function pipelineTiles({ queue }: TileFigures): Tile[] {
  const toPipeline = { path: '/pipeline', parameters: {} };
  const lag = queue && totalLag(queue.consumers);
  const unaccounted = queue?.ledger?.unaccounted;
  return [
    {
      label: words.tiles.lag,
      value: lag === undefined ? strings.common.none : formatCompact(lag),
      note: lag ? words.waiting : words.caughtUp,
      tone: 'neutral',
      ...toPipeline,
    },
    {
      label: words.tiles.unaccounted,
      value: unaccounted === undefined ? strings.common.none : formatCount(unaccounted),
      note: unaccounted ? words.notAccounted : words.accounted,
      tone: unaccounted ? 'bad' : 'good',
      ...toPipeline,
    },
  ].map((tile) => (tile.value === strings.common.none ? { ...tile, note: '', tone: 'neutral' } : tile)) as Tile[];
}

/** The figures at the top: what is wrong first. */
export function buildTiles(figures: TileFigures): Tile[] {
  return [alertTile(figures), ...logTiles(figures), ...pipelineTiles(figures)];
}
