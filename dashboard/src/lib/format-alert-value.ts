import type { Alert } from '../../../core/alert.ts';
import { formatCount, formatDuration, formatShare } from './format-number.ts';

const PLAIN = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 });
const ONE: Readonly<Record<string, string>> = { logs: 'log', values: 'value' };

/** What an alert measured, or its threshold: `40 logs`, `1 log`, `9.8 %`, `4.2 s`. */
export function formatAlertValue(value: number, unit: Alert['unit']): string {
  if (unit === 'ratio') return formatShare(value);
  if (unit === 'ms') return formatDuration(value);
  const number = Number.isInteger(value) ? formatCount(value) : PLAIN.format(value);
  return `${number} ${value === 1 ? (ONE[unit] ?? unit) : unit}`;
}
