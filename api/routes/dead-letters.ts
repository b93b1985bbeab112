import { z } from 'zod';
import { systemClock } from '../../core/clock.ts';
import { PipelineError } from '../../core/errors.ts';
import type { LogBus } from '../../core/log-bus.ts';
import type { TopicMessage } from '../../core/read-topic.ts';
import { createSteadyRate } from '../../core/steady-rate.ts';
import { TOPIC } from '../../core/topics.ts';
import { deadLetterId, describeDeadLetter, MAX_REPLAYS } from '../dead-letters/dead-letter.ts';
import { isMeant, isNarrowing, type LetterFilter } from '../dead-letters/letter-filter.ts';
import { type Bounds, readBackwards } from '../dead-letters/read-backwards.ts';
import { createReplayer, type ReplayChoice, type ReplayResult } from '../dead-letters/replay.ts';
import { type ReplayBook, readReplayBook } from '../dead-letters/replay-book.ts';
import { defineRoute, type Route } from '../http/route.ts';
import type { ApiOptions } from '../options.ts';
import { cursorParameter, readCursor, writeCursor } from '../params/cursor.ts';
import { invalidParameter } from '../params/invalid-parameter.ts';
import { readEnd } from '../params/time-range.ts';
import { named, time } from '../schemas/components.ts';

const deadLetter = named(
  'DeadLetter',
  z.strictObject({
    id: z.string(),
    at: time,
    key: z.string().nullable(),
    code: z.string(),
    stage: z.string(),
    reason: z.string(),
    attempts: z.number().int(),
    first_seen: z.string().nullable(),
    source: z.string().nullable().describe('Topic, partition and offset of the message that failed.'),
    reprocessed: z.number().int().describe('How often its message had been sent again before it failed as this one.'),
    replays: z
      .number()
      .int()
      .describe(`How often this one was sent again; with \`reprocessed\` at most ${MAX_REPLAYS} times.`),
    replayed_at: time.nullable().describe('When it was sent again, the last time.'),
    replay_outcome: z
      .enum(['sent', 'unknown'])
      .nullable()
      .describe('`unknown`: a replay of it was broken off, and may have sent it or not.'),
    headers: z.record(z.string(), z.string()),
    value: z.string().describe('The message, at most 16 KiB of it.'),
    encoding: z.enum(['utf8', 'base64']),
    truncated: z.boolean(),
  }),
);

const end = z.string().optional();

const filterParameters = {
  code: z.string().optional().describe('Only those with this error code.'),
  stage: z.string().optional().describe('Only those that failed in this stage.'),
  topic: z.string().optional().describe('Only those that failed on this topic.'),
  q: z.string().min(1).max(1_000).optional().describe('Only those whose message holds this text, as it is written.'),
  from: end.describe('Only those that failed from this time on: RFC 3339, epoch, `now`, or `now-15m`.'),
  to: end.describe('Only those that failed until this time, in the same forms.'),
};

const query = z.strictObject({
  ...filterParameters,
  replayed: z.enum(['true', 'false']).optional().describe('Only those that were sent again, or were not.'),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
  cursor: cursorParameter,
});

/** How long one request may go on sending. */
const LONGEST_REPLAY_S = 60;

const replayBody = z.strictObject({
  ids: z.array(z.string()).min(1).max(1_000).optional(),
  ...filterParameters,
  replayed: z.boolean().optional().describe('Only those that were sent again, or were not.'),
  all: z.literal(true).optional().describe('Every one of them.'),
  rate_per_s: z
    .number()
    .positive()
    .max(1_000_000)
    .optional()
    .describe(`At most so many a second. What would take longer than ${LONGEST_REPLAY_S} s is refused.`),
  dry_run: z.boolean().default(false).describe('Count, and send nothing.'),
});

const replayAnswer = z.strictObject({
  matched: z.number().int(),
  replayed: z.number().int(),
  refused: z
    .number()
    .int()
    .describe(`Were sent again ${MAX_REPLAYS} times already, or do not say which topic they failed on.`),
  dry_run: z.boolean(),
});

const place = z.record(z.string(), z.number().int());
const LIST = 'dead letters';

/** What could not be processed, and sending it through the pipeline again. */
export function deadLetterRoutes({ bus, now }: Pick<ApiOptions, 'bus' | 'now'>): Route[] {
  const replayer = createReplayer(bus);
  return [
    defineRoute({
      method: 'get',
      path: '/api/v1/dlq',
      summary: 'Dead letters, the newest first. A page can be shorter than the limit, even empty, and not be the last.',
      tag: 'pipeline',
      query,
      answer: z.strictObject({ dead_letters: z.array(deadLetter), next_cursor: z.string().nullable() }),
      async handle({ query: { limit, cursor, ...given } }) {
        const request = [LIST, given];
        const bounds = cursor === undefined ? null : readCursor(cursor, place, request);
        const replayed = given.replayed === undefined ? undefined : given.replayed === 'true';
        const filter = readFilter({ ...given, replayed }, now());
        const book = await readReplayBook(bus);
        const { messages, next } = await findLetters(bus, { filter, book, bounds, limit });
        return {
          dead_letters: messages.map((message) => describeDeadLetter(message, book.of(deadLetterId(message)))),
          next_cursor: next && writeCursor(next, request),
        };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/api/v1/dlq/replay',
      summary:
        'Sends dead letters to the topics they failed on again: some by id, those of a code, stage, topic or time or with a text, or all.',
      tag: 'pipeline',
      body: replayBody,
      answer: replayAnswer,
      async handle({ body }) {
        const { rate_per_s = Number.POSITIVE_INFINITY, dry_run: dryRun } = body;
        const choice = readChoice(body, now());
        if (dryRun) return { ...(await replayer.count(choice)), dry_run: true };
        if (Number.isFinite(rate_per_s)) requireShort(await replayer.count(choice), rate_per_s);
        const rate = createSteadyRate(rate_per_s, systemClock);
        return { ...(await replayer.replay(choice, rate)), dry_run: false };
      },
    }),
  ];
}

type GivenFilter = z.infer<z.ZodObject<typeof filterParameters>> & { replayed?: boolean | undefined };

/** @throws PipelineError `invalid_parameter` when a time is none, or they are in the wrong order */
function readFilter({ code, stage, topic, q, replayed, ...ends }: GivenFilter, now: number): LetterFilter {
  const read = (name: 'from' | 'to'): number | null => {
    const text = ends[name];
    return text === undefined ? null : readEnd(name, text, now);
  };
  const [from, to] = [read('from'), read('to')];
  if (from !== null && to !== null && from > to) throw invalidParameter('from', 'lies behind `to`');
  const known = { code: code ?? null, stage: stage ?? null, topic: topic ?? null, replayed: replayed ?? null };
  return { ...known, text: q ?? null, from, to };
}

/** So many looks at the topic make one page at most. */
const MOST_LOOKS = 20;

interface LetterSearch {
  filter: LetterFilter;
  book: ReplayBook;
  bounds: Bounds | null;
  limit: number;
}

/** Looks further back while none was found. */
async function findLetters(bus: LogBus, { filter, book, bounds, limit }: LetterSearch) {
  const wanted = isNarrowing(filter) ? { isWanted: (message: TopicMessage) => isMeant(message, filter, book) } : {};
  let page = await readBackwards(bus, TOPIC.deadLetters, { bounds, limit, ...wanted });
  for (let looks = 1; looks < MOST_LOOKS && page.messages.length === 0 && page.next; looks += 1) {
    page = await readBackwards(bus, TOPIC.deadLetters, { bounds: page.next, limit, ...wanted });
  }
  return page;
}

/** @throws PipelineError `bad_request` when nothing is chosen */
function readChoice({ ids, all, ...given }: z.infer<typeof replayBody>, now: number): ReplayChoice {
  const filter = readFilter(given, now);
  if (!ids && !all && !isNarrowing(filter)) {
    throw new PipelineError('bad_request', 'say which: ids, code, stage, topic, q, from, to, replayed, or all: true');
  }
  return { ids: ids ? new Set(ids) : null, filter };
}

/** Nobody waits for minutes for an answer. @throws PipelineError `bad_request` */
function requireShort({ matched, refused }: ReplayResult, ratePerS: number): void {
  const letters = matched - refused;
  const seconds = Math.ceil(letters / ratePerS);
  if (seconds <= LONGEST_REPLAY_S) return;
  const most = Math.floor(ratePerS * LONGEST_REPLAY_S);
  throw new PipelineError(
    'bad_request',
    `${letters} dead letters at ${ratePerS} a second take ${seconds} s, and a request at most ${LONGEST_REPLAY_S} s: choose at most ${most}, or a higher rate`,
    { details: { matched, seconds } },
  );
}
