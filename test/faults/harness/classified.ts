import { plainRecord } from '../../../backends/contract/plain-record.ts';
import type { LogBus } from '../../../core/log-bus.ts';
import { formatRecordId } from '../../../core/record-id.ts';
import { formatTime } from '../../../core/time.ts';
import { GROUP, TOPIC } from '../../../core/topics.ts';
import { eventually } from '../../stand-ins/eventually.ts';
import type { Estate } from './estate.ts';

const PATIENCE_MS = 120_000;

export interface ClassifiedLogs {
  /** Marker number `index` is `<prefix>-<index>`. */
  prefix: string;
  count: number;
  /** When number `index` was received, epoch ms. */
  receivedAt(index: number): number;
}

/** Puts finished logs of a time of their own on the topic that the indexer reads, few enough to be read as one batch. Resolves with their markers. */
export async function publishClassified(bus: LogBus, { prefix, count, receivedAt }: ClassifiedLogs): Promise<string[]> {
  const markers = Array.from({ length: count }, (_, index) => `${prefix}-${index}`);
  const messages = markers.map((marker, index) => {
    const at = receivedAt(index);
    const record = { ...plainRecord(index, at, { attributes: { marker } }), id: formatRecordId(prefix, 0, index) };
    return { topic: TOPIC.classified, key: 'shop', value: JSON.stringify({ ...record, received_at: formatTime(at) }) };
  });
  await bus.publish(messages);
  return markers;
}

/** Resolves when the indexer has moved its offset past all of them. */
export function untilCommitted(bus: LogBus): Promise<true> {
  const isDone = async (): Promise<true | null> => {
    const lags = (await bus.lag()).filter(({ topic, endOffset }) => topic === TOPIC.classified && endOffset > 0);
    const committed = lags.map(({ groups }) => groups.find(({ group }) => group === GROUP.indexer)?.committedOffset);
    return lags.every(({ endOffset }, at) => committed[at] === endOffset) ? true : null;
  };
  return eventually('the indexer at the end of its topic', isDone, PATIENCE_MS);
}

/** Resolves when so many logs with this prefix are in these indices, whoever knows of it. */
export function untilStored(estate: Estate, indices: readonly string[], prefix: string, count: number): Promise<true> {
  const path = `/${indices.join(',')}/_count?ignore_unavailable=true`;
  const query = { prefix: { 'attributes.marker': `${prefix}-` } };
  const isDone = async (): Promise<true | null> => {
    await estate.askElasticsearch('POST', `/${indices.join(',')}/_refresh?ignore_unavailable=true`);
    const answer = (await estate.askElasticsearch('POST', path, { query })) as { count?: number };
    return (answer.count ?? 0) >= count ? true : null;
  };
  return eventually(`${count} logs in ${indices.join(' and ')}`, isDone, PATIENCE_MS);
}
