/** A stretch of time as the API takes it: each end is `now`, `now-<duration>` or RFC 3339. */
export interface TimeRange {
  from: string;
  to: string;
}

export const DEFAULT_RANGE: TimeRange = { from: 'now-1h', to: 'now' };

/** The ranges that are offered, shortest first. */
export const RELATIVE_RANGES = ['5m', '15m', '30m', '1h', '3h', '6h', '12h', '24h', '2d', '7d', '30d'] as const;

const UNIT_MS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };
const RELATIVE = /^now(?:-(\d+)([smhdw]))?$/;

/** Epoch ms of one end; null when it is no time. */
export function resolveTime(text: string, now: number): number | null {
  const found = RELATIVE.exec(text);
  if (found) return now - Number(found[1] ?? 0) * (UNIT_MS[found[2] ?? 's'] ?? 0);
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? null : ms;
}

/** Both ends in epoch ms, in order; the default range where one cannot be read. */
export function resolveRange(range: TimeRange, now: number): { from: number; to: number } {
  const from = resolveTime(range.from, now);
  const to = resolveTime(range.to, now);
  if (from === null || to === null || from > to) return { from: now - 3_600_000, to: now };
  return { from, to };
}

/** Whether the range moves on with the clock. */
export function isRelative({ from, to }: TimeRange): boolean {
  return to === 'now' && from.startsWith('now');
}

/** The range of the same length right before. */
export function previousRange(range: TimeRange, now: number): TimeRange {
  const { from, to } = resolveRange(range, now);
  return absoluteRange(from - (to - from), from - 1);
}

/** The same moments, fixed: for a link that must show the same tomorrow. */
export function absoluteRange(from: number, to: number): TimeRange {
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}

/** The duration of `now-15m … now` as `15m`; null for any other range. */
export function relativeSpan({ from, to }: TimeRange): string | null {
  return to === 'now' ? (/^now-(\d+[smhdw])$/.exec(from)?.[1] ?? null) : null;
}
