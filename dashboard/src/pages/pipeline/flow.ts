import { TOPIC } from '../../../../core/topics.ts';
import { type QueueAnswer, totalLag } from '../../api/queue.ts';
import { perSecond } from './rates.ts';

/** The steps of a log through the pipeline, in their order. */
export const STEPS = ['accepted', 'classified', 'stored'] as const;
export type Step = (typeof STEPS)[number];

/** Where messages can wait: for these two readers, and for all others together. */
export const WAITS = ['processor', 'indexer', 'others'] as const;
export type Wait = (typeof WAITS)[number];

/** What one answer of the server says of the flow. */
export interface FlowSample {
  /** Epoch ms. */
  at: number;
  /** How many logs have passed each step ever; null where that is not told. */
  passed: Readonly<Record<Step, number | null>>;
  waiting: Readonly<Record<Wait, number>>;
  /** Where every partition ends, by its place. */
  ends: ReadonlyMap<string, number>;
  /** Rates of the moment, in logs a second; null while there is nothing to compare with, or when counting began anew. */
  rates: Readonly<Record<Step, number | null>>;
}

/** How far the past reaches. */
export const KEPT_MS = 600_000;
/** A rate is a mean of the last seconds: stages take logs in batches, and the mean of a moment would jump between none and many. */
const RATE_OVER_MS = 10_000;

function passedOf({ topics, ledger }: QueueAnswer): FlowSample['passed'] {
  const classified = topics.find(({ topic }) => topic === TOPIC.classified);
  return {
    accepted: ledger?.accepted ?? null,
    classified: classified ? classified.partitions.reduce((sum, { end_offset: end }) => sum + end, 0) : null,
    stored: ledger?.stored ?? null,
  };
}

const placeOf = (topic: string, partition: number): string => `${topic}/${partition}`;

function endsOf({ topics }: QueueAnswer): FlowSample['ends'] {
  const ends = topics.flatMap(({ topic, partitions }) =>
    partitions.map((each): [string, number] => [placeOf(topic, each.partition), each.end_offset]),
  );
  return new Map(ends);
}

function waitingOf({ consumers }: QueueAnswer): FlowSample['waiting'] {
  const lagOf = (wanted: Wait): number =>
    totalLag(consumers.filter(({ group }) => (WAITS.find((name) => name === group) ?? 'others') === wanted));
  return { processor: lagOf('processor'), indexer: lagOf('indexer'), others: lagOf('others') };
}

/** What a moment is held against for its rates: the oldest of the last seconds, or after a break the last before it. */
function comparedWith(past: readonly FlowSample[], at: number): FlowSample | undefined {
  return past.find((sample) => sample.at >= at - RATE_OVER_MS) ?? past.at(-1);
}

/** The past with one more answer, oldest first; what is older than ten minutes is forgotten. */
export function addToFlow(past: readonly FlowSample[], queue: QueueAnswer, at: number): FlowSample[] {
  const passed = passedOf(queue);
  const kept = past.filter((sample) => sample.at < at && sample.at >= at - KEPT_MS);
  const before = comparedWith(kept, at);
  const rateOf = (step: Step): number | null =>
    before ? perSecond({ at: before.at, count: before.passed[step] }, { at, count: passed[step] }) : null;
  const rates = { accepted: rateOf('accepted'), classified: rateOf('classified'), stored: rateOf('stored') };
  return [...kept, { at, passed, waiting: waitingOf(queue), ends: endsOf(queue), rates }];
}

/** Tells of the end of a flow how many messages a second come into a partition, over the same time as its rates; null where they are. */
export function partitionRates(flow: readonly FlowSample[]): (topic: string, partition: number) => number | null {
  const now = flow.at(-1);
  const before = now && comparedWith(flow.slice(0, -1), now.at);
  return (topic, partition) => {
    const place = placeOf(topic, partition);
    if (!now || !before) return null;
    return perSecond({ at: before.at, count: before.ends.get(place) }, { at: now.at, count: now.ends.get(place) });
  };
}
