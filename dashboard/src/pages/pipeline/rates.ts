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

/** Messages a second between two sightings; null when there is nothing to compare, or the topic began anew. */
export function rateBetween(before: Sighting | null, now: Sighting, place: string): number | null {
  const [from, to] = [before?.ends.get(place), now.ends.get(place)];
  if (!before || from === undefined || to === undefined || to < from || now.at <= before.at) return null;
  return ((to - from) * 1_000) / (now.at - before.at);
}
