import type { QueueAnswer } from '../../api/queue.ts';

/** Where every partition ended at one moment, by `topic/partition`. */
export interface Sighting {
  at: number;
  ends: ReadonlyMap<string, number>;
}

export const placeOf = (topic: string, partition: number): string => `${topic}/${partition}`;

export function sightingOf({ topics }: Pick<QueueAnswer, 'topics'>, at: number): Sighting {
  const ends = topics.flatMap(({ topic, partitions }) =>
    partitions.map((each): [string, number] => [placeOf(topic, each.partition), each.end_offset]),
  );
  return { at, ends: new Map(ends) };
}

interface Count {
  at: number;
  count: number | null | undefined;
}

/** What came a second between two counts; null when one is not known, no time passed, or counting began anew. */
export function perSecond(before: Count, now: Count): number | null {
  const [from, to] = [before.count ?? null, now.count ?? null];
  if (from === null || to === null || to < from || now.at <= before.at) return null;
  return ((to - from) * 1_000) / (now.at - before.at);
}

/** Messages a second between two sightings; null when there is nothing to compare, or the topic began anew. */
export function rateBetween(before: Sighting | null, now: Sighting, place: string): number | null {
  if (!before) return null;
  return perSecond({ at: before.at, count: before.ends.get(place) }, { at: now.at, count: now.ends.get(place) });
}
