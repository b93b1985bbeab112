import type { LogBus, PartitionLag } from '../../core/log-bus.ts';
import { readTopic } from '../../core/read-topic.ts';

/** What was counted of a partition so far. */
interface Counted {
  epoch: string;
  /** Of its messages, oldest first. */
  offsets: number[];
  /** The first that was not looked at. */
  next: number;
}

/** How many messages a topic holds. */
export interface MessageCounter {
  count(): Promise<number>;
}

/**
 * Counts the messages themselves: the offsets of a topic that is written in transactions are more than those. The first count reads the
 * topic, every other what came since.
 */
export function createMessageCounter(bus: LogBus, topic: string): MessageCounter {
  const partitions = new Map<number, Counted>();
  let counting: Promise<number> | null = null;

  const placeOf = ({ partition, epoch, beginOffset }: PartitionLag): Counted => {
    const known = partitions.get(partition);
    const counted = known?.epoch === epoch ? known : { epoch, offsets: [], next: beginOffset };
    counted.next = Math.max(counted.next, beginOffset);
    counted.offsets = counted.offsets.filter((offset) => offset >= beginOffset);
    partitions.set(partition, counted);
    return counted;
  };
  const countNow = async (): Promise<number> => {
    const lags = await bus.lag({ topics: [topic], groups: [] });
    const places = lags.map((lag) => ({ ...lag, counted: placeOf(lag) }));
    if (places.some(({ counted, endOffset }) => counted.next < endOffset)) {
      const offsets = Object.fromEntries(places.map(({ partition, counted }) => [partition, counted.next]));
      await readTopic(bus, topic, { offsets }, (messages) => {
        for (const { partition, epoch, offset } of messages) {
          const counted = partitions.get(partition);
          if (!counted || counted.epoch !== epoch || offset < counted.next) continue;
          counted.offsets.push(offset);
          counted.next = offset + 1;
        }
        return true;
      });
      for (const { counted, endOffset } of places) counted.next = Math.max(counted.next, endOffset);
    }
    return places.reduce((sum, { counted }) => sum + counted.offsets.length, 0);
  };
  return {
    count() {
      counting ??= countNow().finally(() => {
        counting = null;
      });
      return counting;
    },
  };
}
