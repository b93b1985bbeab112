import type { Row } from '../../../bench/harness/scenario.ts';
import type { LogBus } from '../../../core/log-bus.ts';
import { TOPIC } from '../../../core/topics.ts';
import type { ServiceWindow } from '../../../stream-processor/windows/service-windows.ts';
import { sumByMinute } from '../../house/timeline.ts';
import { contentOf } from '../../stand-ins/topic-content.ts';

/** The service of the logs that only let time pass; they are in no oracle. */
export const CLOSING_SERVICE = 'closing';

/** Puts a log of now into these partitions of `logs`: windows that ended longer ago than the grace are over there. */
export async function passTime(bus: LogBus, partitions: readonly number[]): Promise<void> {
  const value = JSON.stringify({ service: CLOSING_SERVICE, message: 'the end' });
  await bus.publish(partitions.map((partition) => ({ topic: TOPIC.logs, key: CLOSING_SERVICE, value, partition })));
}

/** A window as it stands on its topic. */
export interface PublishedWindow extends ServiceWindow {
  partition: number;
  /** Epoch ms. */
  publishedAt: number;
}

/** All that were published so far. */
export async function readWindows(bus: LogBus): Promise<PublishedWindow[]> {
  return (await contentOf(bus, TOPIC.windows)).map(({ value, partition, timestamp }) => ({
    ...(JSON.parse(value.toString()) as ServiceWindow),
    partition,
    publishedAt: timestamp,
  }));
}

/** What windows must say, by service and minute. */
export interface ExpectedWindows {
  /** Of logs that came in time. */
  counted: ReadonlyMap<string, number>;
  /** Of logs that came too late. */
  corrected: ReadonlyMap<string, number>;
}

function differences(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): number {
  return [...new Set([...one.keys(), ...other.keys()])].filter((key) => one.get(key) !== other.get(key)).length;
}

/** Three promises: each window has its count, is closed once, and is corrected by what came late and nothing else. */
export function windowRows(published: readonly PublishedWindow[], { counted, corrected }: ExpectedWindows): Row[] {
  const windows = published.filter(({ service }) => service !== CLOSING_SERVICE);
  const closed = windows.filter(({ kind }) => kind === 'closed');
  const corrections = windows.filter(({ kind }) => kind === 'correction');
  const sums = sumByMinute(closed);
  const none = { op: '<=', value: 0 } as const;
  return [
    { what: 'windows', value: counted.size, unit: '' },
    { what: 'windows wrong', value: differences(sums, counted), unit: '', target: none },
    { what: 'windows closed more than once', value: closed.length - sums.size, unit: '', target: none },
    {
      what: 'windows wrongly corrected, or not',
      value: differences(sumByMinute(corrections), corrected),
      unit: '',
      target: none,
    },
  ];
}
