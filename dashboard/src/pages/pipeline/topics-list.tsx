import { isUntouched, type PartitionPlace, type QueueAnswer } from '../../api/queue.ts';
import { formatCompact, formatCount, formatDuration } from '../../lib/format-number.ts';
import { strings } from '../../strings/catalogue.ts';

const words = strings.pipeline;
const { partition: partitionWord, end: endWord, rate: rateWord, lag: lagWord, age: ageWord } = words.columns;

export interface TopicsListProps {
  topics: QueueAnswer['topics'];
  /** Names the list. */
  name: string;
  /** Messages a second that come into a partition; null while it is not known. */
  rateOf(topic: string, partition: number): number | null;
}

function Fact({ name, value, look = '' }: { name: string; value: string; look?: string }) {
  return (
    <div className="flex gap-1.5">
      <dt className="text-ink-faint">{name}</dt>
      <dd className={`tabular-nums ${look}`}>{value}</dd>
    </div>
  );
}

function Partition({ place, rate }: { place: PartitionPlace; rate: number | null }) {
  const { partition, end_offset: end, groups } = place;
  return (
    <li className="flex flex-col gap-1">
      <dl className="flex flex-wrap gap-x-4">
        <Fact name={partitionWord} value={String(partition)} />
        <Fact name={endWord} value={formatCount(end)} />
        <Fact name={rateWord} value={rate === null ? strings.common.none : words.perSecond(formatCompact(rate))} />
      </dl>
      {groups.length === 0 && (
        <p className="ps-3 text-ink-faint">{isUntouched(place) ? words.nothingYet : words.nobody}</p>
      )}
      {groups.map(({ group, lag, oldest_age_ms: age }) => (
        <div key={group} className="flex flex-wrap gap-x-4 border-s-2 border-line ps-3">
          <span className="break-all">{group}</span>
          <dl className="flex flex-wrap gap-x-4">
            <Fact name={lagWord} value={formatCount(lag)} look={lag > 0 ? 'text-caution' : ''} />
            <Fact name={ageWord} value={age === null ? strings.common.none : formatDuration(age)} />
          </dl>
        </div>
      ))}
    </li>
  );
}

/** The same as the table of topics, one below the other, where a table has no room. */
export function TopicsList({ topics, name, rateOf }: TopicsListProps) {
  return (
    <ul aria-label={name} className="flex flex-col text-[13px]">
      {topics.map(({ topic, partitions }) => (
        <li key={topic} className="flex flex-col gap-2 border-t border-line py-2 first:border-0">
          <h3 className="break-all font-mono text-xs">{topic}</h3>
          <ul className="flex flex-col gap-2">
            {partitions.map((place) => (
              <Partition key={place.partition} place={place} rate={rateOf(topic, place.partition)} />
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}
