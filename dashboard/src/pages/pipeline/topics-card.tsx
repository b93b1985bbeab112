import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { TOPIC } from '../../../../core/topics.ts';
import { isUntouched, type PartitionPlace, type QueueAnswer, totalLag } from '../../api/queue.ts';
import { Card } from '../../components/kit/card.tsx';
import { formatCompact, formatCount, formatDuration } from '../../lib/format-number.ts';
import { NARROW, useMedia } from '../../lib/use-media.ts';
import { strings } from '../../strings/catalogue.ts';
import { type FlowSample, partitionRates } from './flow.ts';
import { TopicsList, type TopicsListProps } from './topics-list.tsx';

const words = strings.pipeline;

type Topic = QueueAnswer['topics'][number];

/** What people ask about, in the order of the data; all others are how the pipeline remembers. */
const MAIN: readonly string[] = [TOPIC.logs, TOPIC.classified, TOPIC.alerts, TOPIC.deadLetters];

const mainOf = (topics: readonly Topic[]): Topic[] =>
  MAIN.flatMap((name) => topics.filter(({ topic }) => topic === name));

const internalOf = (topics: readonly Topic[]): Topic[] => topics.filter(({ topic }) => !MAIN.includes(topic));

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
          <span className="text-ink-faint" title={isUntouched(place) ? words.nothingYet : words.nobody}>
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
function TopicsTable({ topics, name, rateOf }: TopicsListProps) {
  const { topic, partition, end, rate, group, lag, age } = words.columns;
  const heads = [partition, end, rate];
  return (
    /* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */
    <section className="overflow-x-auto" tabIndex={0} aria-label={name}>
      <table className="w-full min-w-176 table-fixed text-[13px] whitespace-nowrap">
        <thead className="text-xs text-ink-faint">
          <tr>
            <th scope="col" className="w-1/4 pb-1.5 text-start font-medium">
              {topic}
            </th>
            {heads.map((head) => (
              <th key={head} scope="col" className="px-2 pb-1.5 text-end font-medium">
                {head}
              </th>
            ))}
            <th scope="col" className="w-1/5 px-2 ps-6 pb-1.5 text-start font-medium">
              {group}
            </th>
            {[lag, age].map((head) => (
              <th key={head} scope="col" className="pb-1.5 ps-4 text-end font-medium">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        {topics.map(({ topic: of, partitions }) => (
          <tbody key={of} className="border-t border-line">
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
                      {of}
                    </th>
                  )
                }
                place={place}
                rate={rateOf(of, place.partition)}
              />
            ))}
          </tbody>
        ))}
      </table>
    </section>
  );
}

/** The topics by which the pipeline remembers, folded; that something waits there is said outside. */
function InternalTopics({ topics, lag, children }: { topics: readonly Topic[]; lag: number; children: ReactNode }) {
  return (
    <details className="group mt-2 border-t border-line pt-2">
      <summary className="flex items-center gap-2 py-1 text-[13px] text-ink-soft hover:text-ink">
        <ChevronRight size={14} aria-hidden className="shrink-0 text-ink-faint group-open:rotate-90" />
        {words.internal(topics.length)}
        {lag > 0 && <span className="text-xs text-caution">{words.internalBehind(formatCount(lag))}</span>}
      </summary>
      <div className="mt-2">{children}</div>
    </details>
  );
}

/** Every partition of every topic: how much came, how fast, and how far each group is. */
export function TopicsCard({ queue, flow }: { queue: QueueAnswer; flow: readonly FlowSample[] }) {
  const Topics = useMedia(NARROW) ? TopicsList : TopicsTable;
  const rateOf = partitionRates(flow);
  const internal = internalOf(queue.topics);
  const lag = totalLag(internal.flatMap(({ partitions }) => partitions.flatMap(({ groups }) => groups)));
  return (
    <Card title={words.topics}>
      <Topics topics={mainOf(queue.topics)} name={words.topicsTable} rateOf={rateOf} />
      {internal.length > 0 && (
        <InternalTopics topics={internal} lag={lag}>
          <Topics topics={internal} name={words.internalTable} rateOf={rateOf} />
        </InternalTopics>
      )}
    </Card>
  );
}
