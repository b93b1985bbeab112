import { randomUUID } from 'node:crypto';
import { isCutShort, sourceTopic } from '../../core/dead-letter.ts';
import { writeCounts } from '../../core/ledger.ts';
import type { LogBus, OutgoingMessage } from '../../core/log-bus.ts';
import { readTopic, type TopicMessage } from '../../core/read-topic.ts';
import type { SteadyRate } from '../../core/steady-rate.ts';
import { TOPIC } from '../../core/topics.ts';
import { deadLetterId, MAX_REPLAYS, REPLAYED, replaysOf } from './dead-letter.ts';
import { isMeant, type LetterFilter } from './letter-filter.ts';

export interface ReplayChoice {
  ids: ReadonlySet<string> | null;
  filter: LetterFilter;
}

export interface ReplayOptions {
  bus: LogBus;
  choice: ReplayChoice;
  /** Only count. */
  dryRun: boolean;
  /** How many go at once, and when. */
  rate: SteadyRate;
}

export interface ReplayResult {
  matched: number;
  replayed: number;
  /** Went round too often already, do not say where they come from, or are no longer whole. */
  refused: number;
}

const PAGE = 1_000;

function isChosen(message: TopicMessage, { ids, filter }: ReplayChoice): boolean {
  return (ids === null || ids.has(deadLetterId(message))) && isMeant(message, filter);
}

/** What the pipeline reads, and can take again: the indexer and the alert consumer know what they had already. */
const REPLAYABLE: ReadonlySet<string> = new Set([TOPIC.logs, TOPIC.classified, TOPIC.alerts]);

/** The message as it was on the topic it failed on, counted; what is known of its failures stays with it. Null: it may not go. */
function replayOf(message: TopicMessage): OutgoingMessage | null {
  const { key, value, headers } = message;
  const topic = sourceTopic(headers);
  const replays = replaysOf(message);
  if (topic === null || !REPLAYABLE.has(topic) || replays >= MAX_REPLAYS || isCutShort(headers)) {
    return null;
  }
  return { topic, key, value, headers: { ...headers, [REPLAYED]: String(replays + 1) } };
}

/** Records that come back without passing the processor: the ledger has to know of them, in the same instant. */
function ledgerEntry(page: readonly OutgoingMessage[]): OutgoingMessage[] {
  const replayed = page.filter(({ topic }) => topic === TOPIC.classified).length;
  if (replayed === 0) return [];
  return [writeCounts('replay', randomUUID(), { replayed })];
}

/** Sends the chosen dead letters through the pipeline again; a dry run only counts. Resolves once they are durable where they failed. */
export async function replayDeadLetters({ bus, choice, dryRun, rate }: ReplayOptions): Promise<ReplayResult> {
  const step = Math.min(PAGE, rate.step);
  const result: ReplayResult = { matched: 0, replayed: 0, refused: 0 };
  await readTopic(bus, TOPIC.deadLetters, 'earliest', async (messages) => {
    const chosen = messages.filter((message) => isChosen(message, choice));
    const allowed = chosen.map(replayOf).filter((message) => message !== null);
    for (let at = 0; at < allowed.length && !dryRun; at += step) {
      const page = allowed.slice(at, at + step);
      await rate.take(page.length);
      await bus.publish([...page, ...ledgerEntry(page)]);
    }
    result.matched += chosen.length;
    result.replayed += dryRun ? 0 : allowed.length;
    result.refused += chosen.length - allowed.length;
    return choice.ids === null || result.matched < choice.ids.size;
  });
  return result;
}
