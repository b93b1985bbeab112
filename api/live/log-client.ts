import type { WebSocket } from 'ws';
import { z } from 'zod';
import { PipelineError } from '../../core/errors.ts';
import type { LogBus, Subscription } from '../../core/log-bus.ts';
import type { Logger } from '../../core/logger.ts';
import { compileQuery, type RecordTest } from '../../core/query/matches.ts';
import { parseQuery } from '../../core/query/parse.ts';
import { formatTime, parseTime } from '../../core/time.ts';
import { TOPIC } from '../../core/topics.ts';
import type { LiveLimits } from '../options.ts';
import { startCatchUp } from './catch-up.ts';
import { type LiveCursor, readLiveCursor, writeLiveCursor } from './live-cursor.ts';
import type { LiveLog, LogFeed, LogTail } from './log-feed.ts';
import { createOutbox, errorFrame, type Outbox } from './outbox.ts';

const command = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('filter'), q: z.string() }),
  z.strictObject({ type: z.literal('pause') }),
  z.strictObject({ type: z.literal('resume') }),
]);

export interface LogClientOptions {
  socket: WebSocket;
  /** `q` and `cursor` as they were asked for. */
  request: { q: string; cursor: string | null };
  bus: LogBus;
  feed: LogFeed;
  limits: LiveLimits;
  logger: Logger;
  now: () => number;
  onSkipped: (logs: number) => void;
}

/** What the server does with a socket beyond starting it. */
export interface LiveClient {
  /** Takes a frame of the client. */
  receive(text: string): void;
  /** Called every now and then: keeps the client's cursor fresh. */
  refresh(): void;
  close(): void;
}

/** The live tail of one client. @throws PipelineError `query_syntax`, `query_too_expensive` or `invalid_cursor` */
export function createLogClient(options: LogClientOptions): LiveClient {
  const { socket, request, bus, feed, limits, logger, now } = options;
  let test: RecordTest = compileQuery(parseQuery(request.q));
  const given = request.cursor === null ? null : readLiveCursor(request.cursor);
  const next = new Map<number, number>();
  const joined = new Set<number>();
  let newest = given?.time ?? now();
  let tail: LogTail | null = null;
  let catchUp: Promise<Subscription> | null = null;
  let paused = false;
  let closed = false;
  /** Counts pauses and resumes: a catch-up of an earlier time has nothing to say any more. */
  let round = 0;

  const cursor = (): string => writeLiveCursor({ epoch: tail?.epoch ?? '', next, time: newest });
  const outbox: Outbox = createOutbox({ socket, limits, cursor, onSkipped: options.onSkipped });

  const fail = (error: unknown): void => {
    if (closed) return;
    outbox.send(errorFrame(error));
    socket.close(error instanceof PipelineError && error.status < 500 ? 1008 : 1011);
  };

  const take = (partition: number, logs: readonly LiveLog[], past: number, offer: (log: LiveLog) => void): void => {
    for (const log of logs) {
      if (log.offset < (next.get(partition) ?? 0)) continue;
      if (test(log.record)) offer(log);
      next.set(partition, log.offset + 1);
      newest = Math.max(newest, parseTime(log.record.processed_at) || 0);
    }
    next.set(partition, Math.max(past, next.get(partition) ?? 0));
  };

  const onTail = (partition: number, logs: readonly LiveLog[], past: number): void => {
    if (paused || !joined.has(partition)) return;
    take(partition, logs, past, ({ json, record }) => outbox.offer(json, record.timestamp));
    outbox.settle();
  };

  const catchUpFrom = (tailNow: LogTail, mine: number): Promise<Subscription> =>
    startCatchUp({
      bus,
      tail: tailNow,
      next,
      async onLogs(partition, logs, past) {
        if (round !== mine) return false;
        take(partition, logs, past, ({ json }) => outbox.push(json));
        return outbox.flush();
      },
      onJoined(partition) {
        if (round === mine) joined.add(partition);
      },
      onError: (error) => logger.warn('a live client could not catch up, it will be tried again', { error }),
    });

  /** Goes on from where the client stands, past what retention has taken meanwhile. */
  const goOn = async (): Promise<void> => {
    const mine = ++round;
    const lags = await bus.lag({ topics: [TOPIC.classified], groups: [] });
    if (!tail || round !== mine) return;
    const lost = lags.filter(({ partition, beginOffset }) => (next.get(partition) ?? 0) < beginOffset);
    if (lost.length > 0) {
      const skipped = lost.reduce((sum, lag) => sum + lag.beginOffset - (next.get(lag.partition) ?? 0), 0);
      outbox.addGap({ skipped, from: formatTime(newest), to: formatTime(now()) });
      for (const { partition, beginOffset } of lost) next.set(partition, beginOffset);
    }
    catchUp = catchUpFrom(tail, mine);
    await catchUp;
  };

  const start = async (): Promise<void> => {
    tail = await feed.join(onTail);
    if (closed) return tail.leave();
    place(next, tail, given);
    outbox.sendCursor();
    if (paused) return;
    if (given) await goOn();
    else for (const partition of tail.next.keys()) joined.add(partition);
  };

  const commands = {
    filter({ q }: { q: string }) {
      const wanted = compileQuery(parseQuery(q));
      outbox.send({ type: 'filter', q });
      test = wanted;
    },
    pause() {
      paused = true;
      round++;
      joined.clear();
      void stop(catchUp);
      outbox.send({ type: 'pause', ...(tail && { cursor: cursor() }) });
    },
    resume() {
      if (!paused) return;
      paused = false;
      outbox.send({ type: 'resume' });
      if (tail) goOn().catch(fail);
    },
  };

  start().catch(fail);

  return {
    receive(text) {
      try {
        const given = readCommand(text);
        if (given.type === 'filter') commands.filter(given);
        else commands[given.type]();
      } catch (error) {
        outbox.send(errorFrame(error));
      }
    },
    refresh: () => outbox.sendCursor(),
    close() {
      closed = true;
      round++;
      tail?.leave();
      outbox.close();
      void stop(catchUp);
    },
  };
}

async function stop(catchUp: Promise<Subscription> | null): Promise<void> {
  await catchUp?.then((subscription) => subscription.close()).catch(() => {});
}

/** Where the client stands at first: at the cursor it brought, else where the tail is. */
function place(next: Map<number, number>, tail: LogTail, given: LiveCursor | null): void {
  if (given && given.epoch !== tail.epoch) {
    throw new PipelineError('invalid_cursor', 'the cursor is of a topic that is no more');
  }
  for (const [partition, offset] of tail.next) next.set(partition, given ? (given.next.get(partition) ?? 0) : offset);
}

function readCommand(text: string): z.output<typeof command> {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch (error) {
    throw new PipelineError('invalid_json', 'the frame is no JSON', { cause: error });
  }
  const result = command.safeParse(given);
  if (!result.success) throw new PipelineError('bad_request', 'a frame is a filter with q, a pause or a resume');
  return result.data;
}
