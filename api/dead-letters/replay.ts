import type { LogBus, OutgoingMessage } from '../../core/log-bus.ts';
import { readTopic, type TopicMessage } from '../../core/read-topic.ts';
import { TOPIC } from '../../core/topics.ts';
import { deadLetterId, MAX_REPLAYS, REPLAYED, replaysOf } from './dead-letter.ts';

export interface ReplayChoice {
  ids: ReadonlySet<string> | null;
  code: string | null;
  stage: string | null;
}

export interface ReplayResult {
  matched: number;
  replayed: number;
  /** Went round too often already. */
  refused: number;
}

const PAGE = 1_000;

function isChosen(message: TopicMessage, { ids, code, stage }: ReplayChoice): boolean {
  if (ids && !ids.has(deadLetterId(message))) return false;
  if (code !== null && message.headers['dlq.code'] !== code) return false;
  return stage === null || message.headers['dlq.stage'] === stage;
}

/** The message as it first was on `logs`, counted; what is known of its failures stays with it. */
function toLogs(message: TopicMessage): OutgoingMessage {
  const { key, value, headers } = message;
  return { topic: TOPIC.logs, key, value, headers: { ...headers, [REPLAYED]: String(replaysOf(message) + 1) } };
}

/** Sends the chosen dead letters through the pipeline again; a dry run only counts. Resolves once they are durable on `logs`. */
export async function replayDeadLetters(bus: LogBus, choice: ReplayChoice, dryRun: boolean): Promise<ReplayResult> {
  const result: ReplayResult = { matched: 0, replayed: 0, refused: 0 };
  await readTopic(bus, TOPIC.deadLetters, 'earliest', async (messages) => {
    const chosen = messages.filter((message) => isChosen(message, choice));
    const allowed = chosen.filter((message) => replaysOf(message) < MAX_REPLAYS);
    for (let at = 0; at < allowed.length && !dryRun; at += PAGE) {
      await bus.publish(allowed.slice(at, at + PAGE).map(toLogs));
    }
    result.matched += chosen.length;
    result.replayed += dryRun ? 0 : allowed.length;
    result.refused += chosen.length - allowed.length;
    return choice.ids === null || result.matched < choice.ids.size;
  });
  return result;
}
