import type { LogRecord } from '../../../../core/record.ts';
import { withParameters } from '../../api/request.ts';
import { type LiveStatus, openLiveSocket } from '../../lib/live-socket.ts';
import { loadGap } from './load-gap.ts';
import { countSeconds, type SecondCount } from './second-counts.ts';
import {
  addGap,
  addLogs,
  clearBuffer,
  EMPTY_BUFFER,
  fillGap,
  type Gap,
  goOn,
  holdView,
  type TailBuffer,
} from './tail-buffer.ts';

type Frame =
  | { type: 'logs'; logs: LogRecord[]; cursor: string }
  | { type: 'gap'; skipped: number; from: string; to: string }
  | { type: 'error'; error: { message: string } };

/** What came in so far, and how the connection is. */
export interface TailState {
  buffer: TailBuffer;
  counts: readonly SecondCount[];
  status: LiveStatus;
  heardAt: number;
  /** What is wrong with the question. */
  fault: string | null;
}

export interface Tail {
  hold(isHeld: boolean): void;
  /** Loads lines of a gap into its place. @throws ApiError */
  fill(gap: Gap): Promise<void>;
  clear(): void;
  close(): void;
}

export interface TailOptions {
  q: string;
  /** Told of the connection at once, of what comes in ten times a second at most. */
  onChange(state: TailState): void;
}

const TELL_MS = 100;
/** When more lines than a screen has come at once, nobody reads them, and drawing would take all the time there is. */
const TELL_MANY_MS = 200;
const MANY = 30;
/** So many wait to be told, also where a tab behind others is told late. */
const MOST_FRESH = 2_000;

/** The state before anything came. */
export function newTailState(): TailState {
  return { buffer: EMPTY_BUFFER, counts: [], status: 'connecting', heardAt: Date.now(), fault: null };
}

/** Follows what comes in from now on. Its memory is limited also while nobody looks, as in a tab behind others. */
export function openTail({ q, onChange }: TailOptions): Tail {
  let state = newTailState();
  let cursor: string | undefined;
  /** Logs since it was told. */
  let fresh: LogRecord[] = [];
  let pauseMs = TELL_MS;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isClosed = false;

  /** All at once, so that they stand in the order of their times. */
  const takeFresh = (): void => {
    if (fresh.length === 0) return;
    state = { ...state, buffer: addLogs(state.buffer, fresh) };
    fresh = [];
  };
  const tell = (): void => {
    clearTimeout(timer);
    timer = undefined;
    pauseMs = fresh.length > MANY ? TELL_MANY_MS : TELL_MS;
    takeFresh();
    if (!isClosed) onChange(state);
  };
  const change = (changed: Partial<TailState>): void => {
    state = { ...state, ...changed };
    timer ??= setTimeout(tell, pauseMs);
  };
  const take = (frame: Frame): void => {
    const heardAt = Date.now();
    if (frame.type === 'error') change({ fault: frame.error.message });
    else if (frame.type === 'gap') {
      takeFresh();
      change({ buffer: addGap(state.buffer, frame), heardAt });
    } else {
      cursor = frame.cursor;
      fresh.push(...frame.logs);
      if (fresh.length >= MOST_FRESH) takeFresh();
      change({ counts: countSeconds(state.counts, frame.logs, heardAt), heardAt });
    }
  };
  const socket = openLiveSocket({
    path: () => withParameters('/ws/logs', { q, cursor }),
    onStatus(status) {
      state = { ...state, status };
      tell();
    },
    onMessage: (message) => take(message as Frame),
  });
  tell();
  return {
    hold(isHeld) {
      takeFresh();
      state = { ...state, buffer: isHeld ? holdView(state.buffer) : goOn(state.buffer) };
      tell();
    },
    async fill(gap) {
      const filling = await loadGap(q, gap);
      takeFresh();
      change({ buffer: fillGap(state.buffer, gap.id, filling) });
    },
    clear() {
      fresh = [];
      state = { ...state, buffer: clearBuffer(state.buffer) };
      tell();
    },
    close() {
      isClosed = true;
      clearTimeout(timer);
      socket.close();
    },
  };
}
