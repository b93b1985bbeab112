import { useEffect, useState } from 'react';
import type { PartitionPlace, QueueAnswer } from '../../api/queue.ts';
import { Card } from '../../components/kit/card.tsx';
import { formatCompact, formatCount, formatDuration } from '../../lib/format-number.ts';
import { strings } from '../../strings/catalogue.ts';
import { placeOf, rateBetween, type Sighting, sightingOf } from './rates.ts';

const words = strings.pipeline;

/** The newest sighting and the one before it. */
function useSightings(queue: QueueAnswer | undefined, at: number): [Sighting | null, Sighting | null] {
  const [pair, setPair] = useState<[Sighting | null, Sighting | null]>([null, null]);
  useEffect(() => {
    if (queue) setPair(([, last]) => [last, sightingOf(queue, at)]);
  }, [queue, at]);
  return pair;
}

interface PartitionRowProps {
  topic: string;
  place: PartitionPlace;
  rate: number | null;
}

function PartitionRow({ topic, place, rate }: PartitionRowProps) {
  const { partition, end_offset: end, groups } = place;
  return (
    <tr className="border-t border-line align-top">
      <th scope="row" className="py-1.5 pe-4 text-start font-mono text-xs font-normal">
        {topic}
      </th>
      <td className="px-2 py-1.5 text-end">{partition}</td>
      <td className="px-2 py-1.5 text-end">{formatCount(end)}</td>
      <td className="px-2 py-1.5 text-end">
        {rate === null ? strings.common.none : words.perSecond(formatCompact(rate))}
      </td>
      <td className="px-2 py-1.5 ps-6">
        {groups.length === 0 && <span className="text-ink-faint">{words.nobody}</span>}
        {groups.map(({ group }) => (
          <span key={group} className="block">
            {group}
          </span>
        ))}
      </td>
      <td className="px-2 py-1.5 text-end">
        {groups.map(({ group, lag }) => (
          <span key={group} className={`block ${lag > 0 ? 'text-caution' : ''}`}>
            {formatCount(lag)}
          </span>
        ))}
      </td>
      <td className="py-1.5 ps-2 text-end">
        {groups.map(({ group, oldest_age_ms: age }) => (
          <span key={group} className="block">
            {age === null ? strings.common.none : formatDuration(age)}
          </span>
        ))}
      </td>
    </tr>
  );
}

/** Every partition of every topic: how much came, how fast, and how far each group is. */
export function TopicsCard({ queue, at }: { queue: QueueAnswer | undefined; at: number }) {
  const [before, now] = useSightings(queue, at);
  const { topic, partition, end, rate, group, lag, age } = words.columns;
  const heads = [partition, end, rate];
  return (
    <Card title={words.topics}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
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
                <th key={head} scope="col" className="px-2 pb-1.5 text-end font-medium">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {queue?.topics.flatMap(({ topic: name, partitions }) =>
              partitions.map((place) => (
                <PartitionRow
                  key={placeOf(name, place.partition)}
                  topic={name}
                  place={place}
                  rate={now && rateBetween(before, now, placeOf(name, place.partition))}
                />
              )),
            )}
          </tbody>
        </table>
      </section>
    </Card>
  );
}
