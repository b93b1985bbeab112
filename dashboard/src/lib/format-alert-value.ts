import type { Alert } from '../../../core/alert.ts';
import { formatCompact, formatCount, formatDuration, formatShare } from './format-number.ts';

type Unit = Alert['unit'];

const PLAIN = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 });
const ONE: Readonly<Record<string, string>> = { logs: 'log', values: 'value' };

function formatBare(value: number, unit: Unit): string {
  if (unit === 'ratio') return formatShare(value);
  if (unit === 'ms') return formatDuration(value);
  return Number.isInteger(value) ? formatCount(value) : PLAIN.format(value);
}

/** What an alert measured, or its threshold: `40 logs`, `1 log`, `9.8 %`, `4.2 s`. */
export function formatAlertValue(value: number, unit: Unit): string {
  const bare = formatBare(value, unit);
  return unit === 'ratio' || unit === 'ms' ? bare : `${bare} ${value === 1 ? (ONE[unit] ?? unit) : unit}`;
}

/** The same for an axis, where room is short and what is counted is said above: `40`, `9.8 %`. */
export function formatAlertTick(value: number, unit: Unit): string {
  const isShort = unit === 'ratio' || unit === 'ms' || !Number.isInteger(value);
  return isShort ? formatBare(value, unit) : formatCompact(value);
}

const GRAINS: Readonly<Record<Unit, number>> = { logs: 1, 'logs/s': 0.01, ratio: 0.001, values: 1, ms: 1 };

/** The smallest difference that an axis of that unit tells apart. */
export function grainOf(unit: Unit): number {
  return GRAINS[unit];
}
