import { type TimeParts, utcText } from '../core/timestamp.ts';

const DAY_MS = 86_400_000;

/** A time without a year is the newest such moment that is not more than a day ahead of the receipt, in UTC. Null for a time that no clock shows. */
export function withYear(parts: Omit<TimeParts, 'year' | 'zone'>, receivedAt: number): string | null {
  const year = new Date(receivedAt).getUTCFullYear();
  // 29 February needs the newest leap year
  for (const back of [-1, 0, 1, 2, 3, 4, 8]) {
    const text = utcText({ ...parts, year: year - back, zone: '' });
    if (text !== null && Date.parse(text) <= receivedAt + DAY_MS) return text;
  }
  return null;
}
