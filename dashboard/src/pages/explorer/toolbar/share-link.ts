import { changeParameters } from '../../../lib/screen-state.ts';
import { absoluteRange, resolveRange, type TimeRange } from '../../../lib/time-range.ts';

/** The address of this screen for somebody else: the zone always stands in it, the time is fixed when it shall stay. */
export function shareLink(here: URL, range: TimeRange, zone: string, frozenAt: number | null): string {
  const { from, to } = frozenAt === null ? range : resolvedRange(range, frozenAt);
  const link = new URL(here);
  link.search = changeParameters(here.searchParams, { from, to, tz: zone }).toString();
  return link.href;
}

function resolvedRange(range: TimeRange, now: number): TimeRange {
  const { from, to } = resolveRange(range, now);
  return absoluteRange(from, to);
}
