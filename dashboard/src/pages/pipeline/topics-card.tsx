import { type ReactNode, useEffect, useState } from 'react';
import type { PartitionPlace, QueueAnswer } from '../../api/queue.ts';
import { Card } from '../../components/kit/card.tsx';
import { formatCompact, formatCount, formatDuration } from '../../lib/format-number.ts';
import { NARROW, useMedia } from '../../lib/use-media.ts';
import { strings } from '../../strings/catalogue.ts';
import { placeOf, rateBetween, type Sighting, sightingOf } from './rates.ts';
import { TopicsList, type TopicsListProps } from './topics-list.tsx';

const words = strings.pipeline;

/** The newest sighting and the one before it. */
function useSightings(queue: QueueAnswer, at: number): [Sighting | null, Sighting | null] {
  const [pair, setPair] = useState<[Sighting | null, Sighting | null]>([null, null]);
  useEffect(() => {
    setPair(([, last]) => [last, sightingOf(queue, at)]);
  }, [queue, at]);
  return pair;
}

type Topic = QueueAnswer['topics'][number];

/** What a group reads first: that is where logs can wait. */
function inOrder(topics: readonly Topic[]): Topic[] {
  const isRead = ({ partitions }: Topic): boolean => partitions.some(({ groups }) => groups.length > 0);
  return [...topics.filter(isRead), ...topics.filter((topic) => !isRead(topic))];
}

interface PartitionRowProps {
  /** Before the first partition of a topic. */
  head: ReactNode;
  place: PartitionPlace;
  rate: number | null;
}

function PartitionRow({ head, place, rate }: PartitionRowProps) {
  const { partition, end_offset: end, groups } = place;
  return (
    <tr className="align-top">
      {head}
      <td className="px-2 py-1.5 text-end">{partition}</td>
      <td className="px-2 py-1.5 text-end">{formatCount(end)}</td>
      <td className="px-2 py-1.5 text-end">
        {rate === null ? strings.common.none : words.perSecond(formatCompact(rate))}
      </td>
      <td className="px-2 py-1.5 ps-6">
        {groups.length === 0 && (
          <span className="text-ink-faint" title={words.nobody}>
            {strings.common.none}
          </span>
        )}
        {groups.map(({ group }) => (
          <span key={group} className="block">
            {group}
          </span>
        ))}
      </td>
      <td className="py-1.5 ps-4 text-end">
        {groups.map(({ group, lag }) => (
          <span key={group} className={`block ${lag > 0 ? 'text-caution' : ''}`}>
            {formatCount(lag)}
          </span>
        ))}
      </td>
      <td className="py-1.5 ps-4 text-end">
        {groups.map(({ group, oldest_age_ms: age }) => (
          <span key={group} className="block">
            {age === null ? strings.common.none : formatDuration(age)}
          </span>
        ))}
      </td>
    </tr>
  );
}

/** For wide screens. */
function TopicsTable({ topics, rateOf }: TopicsListProps) {
  const { topic, partition, end, rate, group, lag, age } = words.columns;
  const heads = [partition, end, rate];
  return (
    /* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */
    <section className="overflow-x-auto" tabIndex={0} aria-label={words.topicsTable}>
      <table className="w-full text-[13px] whitespace-nowrap">
        <thead className="text-xs text-ink-faint">
          <tr>
            <th scope="col" className="pb-1.5 text-start font-medium">
              {topic}
            </th>
            {heads.map((head) => (
              <th key={head} scope="col" className="px-2 pb-1.5 text-end font-medium">
                {head}
              </th>
            ))}
            <th scope="col" className="px-2 ps-6 pb-1.5 text-start font-medium">
              {group}
            </th>
            {[lag, age].map((head) => (
              <th key={head} scope="col" className="pb-1.5 ps-4 text-end font-medium">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        {topics.map(({ topic: name, partitions }) => (
          <tbody key={name} className="border-t border-line">
            {partitions.map((place, at) => (
              <PartitionRow
                key={place.partition}
                head={
                  at === 0 && (
                    <th
                      scope="rowgroup"
                      rowSpan={partitions.length}
                      className="py-1.5 pe-4 text-start align-top font-mono text-xs font-normal"
                    >
                      {name}
                    </th>
                  )
                }
                place={place}
                rate={rateOf(name, place.partition)}
              />
            ))}
          </tbody>
        ))}
      </table>
    </section>
  );
}

/** Every partition of every topic: how much came, how fast, and how far each group is. */
export function TopicsCard({ queue, at }: { queue: QueueAnswer; at: number }) {
  const [before, now] = useSightings(queue, at);
  const Topics = useMedia(NARROW) ? TopicsList : TopicsTable;
  return (
    <Card title={words.topics}>
      <Topics
        topics={inOrder(queue.topics)}
        rateOf={(topic, partition) => now && rateBetween(before, now, placeOf(topic, partition))}
      />
    </Card>
  );
}
