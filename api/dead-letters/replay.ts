import { randomUUID } from 'node:crypto';
import { isCutShort, sourceTopic } from '../../core/dead-letter.ts';
import { PipelineError } from '../../core/errors.ts';
import { writeCounts } from '../../core/ledger.ts';
import type { AtomicWriter, AtomicWriters, LogBus, OutgoingMessage } from '../../core/log-bus.ts';
import { readTopic, type TopicMessage } from '../../core/read-topic.ts';
import type { SteadyRate } from '../../core/steady-rate.ts';
import { TOPIC } from '../../core/topics.ts';
import { deadLetterId, MAX_REPLAYS, REPLAYED, replaysOf } from './dead-letter.ts';
import { isMeant, type LetterFilter } from './letter-filter.ts';
import { type ReplayBook, readReplayBook, writeReplay } from './replay-book.ts';

export interface ReplayChoice {
  ids: ReadonlySet<string> | null;
  filter: LetterFilter;
}

export interface ReplayResult {
  matched: number;
  replayed: number;
  /** Went round too often already, do not say where they come from, or are no longer whole. */
  refused: number;
}

/** Sends dead letters through the pipeline again. */
export interface Replayer {
  /** What {@link Replayer.replay} would do now. */
  count(choice: ReplayChoice): Promise<ReplayResult>;
  /**
   * Sends the chosen ones, those of one call after those of another. Resolves once they are durable where they failed, and the book says so.
   * What is broken off has what it sent in the book.
   * @throws PipelineError `conflict` when another process began to replay meanwhile
   */
  replay(choice: ReplayChoice, rate: SteadyRate): Promise<ReplayResult>;
}

/** A dead letter on its way. */
interface Sending {
  id: string;
  message: OutgoingMessage;
}

const PAGE = 1_000;
const WRITER = 'dead-letters';

/** What the pipeline reads, and can take again: the indexer and the alert consumer know what they had already. */
const REPLAYABLE: ReadonlySet<string> = new Set([TOPIC.logs, TOPIC.classified, TOPIC.alerts]);

/** The message as it was on the topic it failed on, counted; what is known of its failures stays with it. Null: it may not go. */
function sendingOf(message: TopicMessage, book: ReplayBook): Sending | null {
  const { key, value, headers } = message;
  const id = deadLetterId(message);
  const topic = sourceTopic(headers);
  const replays = replaysOf(message) + (book.of(id)?.count ?? 0);
  if (topic === null || !REPLAYABLE.has(topic) || replays >= MAX_REPLAYS || isCutShort(headers)) return null;
  return { id, message: { topic, key, value, headers: { ...headers, [REPLAYED]: String(replays + 1) } } };
}

/** Records that come back without passing the processor: the ledger has to know of them, in the same instant. */
function ledgerEntry(page: readonly Sending[]): OutgoingMessage[] {
  const replayed = page.filter(({ message }) => message.topic === TOPIC.classified).length;
  if (replayed === 0) return [];
  return [writeCounts('replay', randomUUID(), { replayed })];
}

const idsOf = (page: readonly Sending[]): string[] => page.map(({ id }) => id);
const messagesOf = (page: readonly Sending[]): OutgoingMessage[] => page.map(({ message }) => message);

/**
 * Sends a page and enters it in the book. What goes to `logs` is entered before as begun, since nothing there may be part of a
 * transaction: the ledger counts the offsets of `logs`, and on Kafka each transaction takes some for itself.
 */
async function sendPage(bus: LogBus, writer: AtomicWriter, page: readonly Sending[]): Promise<void> {
  const [toLogs = [], others = []] = [true, false].map((isLog) =>
    page.filter(({ message }) => (message.topic === TOPIC.logs) === isLog),
  );
  if (others.length > 0) {
    const entry = writeReplay(randomUUID(), { letters: idsOf(others), sent: true });
    await writer.write([...messagesOf(others), ...ledgerEntry(others), entry]);
  }
  if (toLogs.length > 0) {
    const name = randomUUID();
    await writer.write([writeReplay(name, { letters: idsOf(toLogs), sent: false })]);
    await bus.publish(messagesOf(toLogs));
    await bus.publish([writeReplay(name, { sent: true })]);
  }
}

/** Goes through the chosen dead letters; `send` is given those that may go. */
async function walk(
  bus: LogBus,
  { ids, filter }: ReplayChoice,
  send: (letters: readonly Sending[]) => Promise<void>,
): Promise<Omit<ReplayResult, 'replayed'>> {
  const book = await readReplayBook(bus);
  const result = { matched: 0, refused: 0 };
  await readTopic(bus, TOPIC.deadLetters, 'earliest', async (messages) => {
    const chosen = messages.filter(
      (message) => (ids === null || ids.has(deadLetterId(message))) && isMeant(message, filter, book),
    );
    const allowed = chosen.map((message) => sendingOf(message, book)).filter((letter) => letter !== null);
    await send(allowed);
    result.matched += chosen.length;
    result.refused += chosen.length - allowed.length;
    return ids === null || result.matched < ids.size;
  });
  return result;
}

/** A replayer on this bus. There is one at a time in all processes: whoever begins takes over from the others before it looks into the book. */
export function createReplayer(bus: LogBus & AtomicWriters): Replayer {
  let last: Promise<unknown> = Promise.resolve();

  const replayNow = async (choice: ReplayChoice, rate: SteadyRate): Promise<ReplayResult> => {
    const step = Math.min(PAGE, rate.step);
    let replayed = 0;
    try {
      const writer = await bus.openWriter(WRITER);
      const found = await walk(bus, choice, async (letters) => {
        for (let at = 0; at < letters.length; at += step) {
          const page = letters.slice(at, at + step);
          await rate.take(page.length);
          await sendPage(bus, writer, page);
          replayed += page.length;
        }
      });
      return { ...found, replayed };
    } catch (error) {
      if (!(error instanceof PipelineError && error.code === 'fenced')) throw error;
      const message = `another replay began meanwhile; ${replayed} dead letters were sent before`;
      throw new PipelineError('conflict', message, { cause: error, details: { replayed } });
    }
  };
  return {
    count: async (choice) => ({ ...(await walk(bus, choice, async () => {})), replayed: 0 }),
    replay(choice, rate) {
      const turn = last.then(() => replayNow(choice, rate));
      last = turn.catch(() => {});
      return turn;
    },
  };
}
