import { z } from 'zod';
import type { PartitionLag } from '../../core/log-bus.ts';
import { TOPIC } from '../../core/topics.ts';
import { createMessageCounter } from '../dead-letters/message-counter.ts';
import { defineRoute, type Route } from '../http/route.ts';
import type { ApiOptions } from '../options.ts';

const group = z.strictObject({
  group: z.string(),
  committed_offset: z.number().int(),
  lag: z.number().int(),
  oldest_age_ms: z.number().nullable(),
});
const partition = z.strictObject({
  partition: z.number().int(),
  begin_offset: z.number().int(),
  end_offset: z.number().int(),
  groups: z.array(group),
});
const consumer = z.strictObject({
  group: z.string(),
  topic: z.string(),
  lag: z.number().int(),
  oldest_age_ms: z.number().nullable(),
});

const answer = z.strictObject({
  topics: z.array(z.strictObject({ topic: z.string(), partitions: z.array(partition) })),
  consumers: z.array(consumer).describe('Each group summed over the partitions of a topic.'),
  dead_letters: z.number().int().describe('How many are kept on the dead letter topic.'),
  ledger: z.record(z.string(), z.unknown()).optional(),
});

function describePartition({
  partition: number,
  beginOffset,
  endOffset,
  groups,
}: PartitionLag): z.output<typeof partition> {
  return {
    partition: number,
    begin_offset: beginOffset,
    end_offset: endOffset,
    groups: groups.map(({ group: name, committedOffset, lag, oldestAgeMs }) => ({
      group: name,
      committed_offset: committedOffset,
      lag,
      oldest_age_ms: oldestAgeMs,
    })),
  };
}

function oldest(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b);
}

function sumConsumers(lags: readonly PartitionLag[]): z.output<typeof consumer>[] {
  const sums = new Map<string, z.output<typeof consumer>>();
  for (const { topic, groups } of lags) {
    for (const { group: name, lag, oldestAgeMs } of groups) {
      const key = `${name} ${topic}`;
      const sum = sums.get(key) ?? { group: name, topic, lag: 0, oldest_age_ms: null };
      sums.set(key, { ...sum, lag: sum.lag + lag, oldest_age_ms: oldest(sum.oldest_age_ms, oldestAgeMs) });
    }
  }
  return [...sums.values()];
}

/** How far every consumer is. */
export function queueRoutes({ bus, ledger }: Pick<ApiOptions, 'bus' | 'ledger'>): Route[] {
  const letters = createMessageCounter(bus, TOPIC.deadLetters);
  return [
    defineRoute({
      method: 'get',
      path: '/api/v1/queue/status',
      summary: 'Topics, partitions, consumers and what waits.',
      tag: 'pipeline',
      answer,
      async handle() {
        const [lags, figures, deadLetters] = await Promise.all([bus.lag(), ledger?.(), letters.count()]);
        const topics = [...Map.groupBy(lags, ({ topic }) => topic)].map(([topic, partitions]) => ({
          topic,
          partitions: partitions.map(describePartition),
        }));
        return {
          topics,
          consumers: sumConsumers(lags),
          dead_letters: deadLetters,
          ...(figures && { ledger: figures }),
        };
      },
    }),
  ];
}
