import type { AlertEvent } from '../core/alert.ts';

const number = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
const smallNumber = new Intl.NumberFormat('en', { maximumSignificantDigits: 2 });

/** A measured value for people: `6.2 %`, `1.4 s`, `1,234 logs`. `–` when it is no number. */
export function formatValue(value: number, unit: AlertEvent['unit']): string {
  if (!Number.isFinite(value)) return '–';
  switch (unit) {
    case 'ratio':
      return `${formatNumber(value * 100)} %`;
    case 'ms':
      return formatMilliseconds(value);
    case 'logs/s':
      return `${formatNumber(value)} logs/s`;
    case 'logs':
    case 'values':
      return `${formatNumber(value)} ${value === 1 ? unit.slice(0, -1) : unit}`;
  }
}

/** How long something lasted, in its two largest units: `850 ms`, `42 s`, `4 min 12 s`, `3 h 5 min`, `2 d 4 h`. */
export function formatSpan(ms: number): string {
  if (!Number.isFinite(ms)) return '–';
  const whole = Math.max(0, Math.round(ms));
  if (whole < 1_000) return `${whole} ms`;
  const seconds = Math.floor(whole / 1_000);
  const parts: readonly [number, string][] = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3_600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ];
  const first = parts.findIndex(([count]) => count > 0);
  return parts
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ');
}

function formatMilliseconds(ms: number): string {
  if (Math.abs(ms) < 1_000) return `${formatNumber(ms)} ms`;
  return Math.abs(ms) < 60_000 ? `${formatNumber(ms / 1_000)} s` : formatSpan(ms);
}

function formatNumber(value: number): string {
  return value !== 0 && Math.abs(value) < 0.1 ? smallNumber.format(value) : number.format(value);
}
