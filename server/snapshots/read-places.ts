import type { LogBus } from '../../core/log-bus.ts';
import type { SnapshotNote, TopicPlace } from '../../core/snapshots.ts';
import { GROUP, TOPIC } from '../../core/topics.ts';
import { waitingOffsets } from '../migrate/waiting-messages.ts';

/** The topics that are read into the stores, and by whom. */
const SOURCES = [
  { topic: TOPIC.classified, group: GROUP.indexer },
  { topic: TOPIC.alerts, group: GROUP.alertRecorder },
];

/** How far the topics have been read into the stores: everything before is in them, as offsets move only after a write. */
export async function readPlaces(bus: LogBus): Promise<SnapshotNote> {
  const places: [string, TopicPlace][] = [];
  for (const source of SOURCES) {
    const epoch = await readEpoch(bus, source.topic);
    places.push([source.topic, { epoch, offsets: await waitingOffsets(bus, source) }]);
  }
  return Object.fromEntries(places);
}

/** The word that changes when a topic is made anew, and its offsets mean something else. */
export async function readEpoch(bus: LogBus, topic: string): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  const subscription = await bus.subscribe({
    topics: [topic],
    startAt: 'latest',
    onAssigned: ({ epoch }) => resolve(epoch),
    onBatch: async () => {},
  });
  try {
    return await promise;
  } finally {
    await subscription.close();
  }
}
