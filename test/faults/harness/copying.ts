import { contentOf } from '../../stand-ins/topic-content.ts';
import { type Account, accountFor } from './account.ts';
import { type Copier, type CopierSettings, type Pattern, startCopier } from './copier.ts';
import { finished } from './drained.ts';
import type { Estate } from './estate.ts';
import { startFeed } from './feed.ts';

export interface CopyingOptions {
  pattern: Pattern;
  partitions: number;
  messagesPerSecond: number;
  sessionTimeoutMs: number;
}

/** A topic that is copied to another under a steady load. */
export interface Copying {
  readonly input: string;
  readonly group: string;
  /** One more member of the group; `brokers` where it is to be struck on the way. */
  start(brokers?: string): Copier;
}

/** What became of the messages. */
export interface Copied extends Account {
  published: number;
}

/** Lets `strike` do what it wants to the copiers, then waits until everything is copied and counts. */
export async function whileCopying(
  estate: Estate,
  { pattern, partitions, messagesPerSecond, sessionTimeoutMs }: CopyingOptions,
  strike: (copying: Copying) => Promise<void>,
): Promise<Copied> {
  // kafkajs alone reads nothing that is compressed with zstd.
  const bus = await estate.openBus('none');
  const name = `${pattern}-${estate.run}`;
  const topics = { input: `input-${name}`, output: `output-${name}`, state: `state-${name}` };
  await bus.createTopics(
    Object.values(topics).map((topic) => ({
      name: topic,
      partitions,
      retentionMs: 86_400_000,
      compacted: topic === topics.state,
    })),
  );
  const settings: CopierSettings = { ...topics, group: name, sessionTimeoutMs, brokers: estate.brokers };
  const copiers: Copier[] = [];
  const feed = startFeed(bus, { topic: topics.input, partitions, messagesPerSecond });
  try {
    await strike({
      input: topics.input,
      group: name,
      start(brokers = estate.brokers) {
        const copier = startCopier(pattern, { ...settings, brokers });
        copiers.push(copier);
        return copier;
      },
    });
    const published = await feed.stop();
    await finished(bus, topics.input, name);
    const copies = (await contentOf(bus, topics.output)).map(({ value }) => value.toString());
    return { published: published.length, ...accountFor(published, copies) };
  } finally {
    await feed.stop();
    await Promise.all(copiers.map((copier) => copier.kill()));
  }
}
