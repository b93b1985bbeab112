import { LEVELS, type Level, type LogRecord } from '../../../../core/record.ts';
import { type TailLine, toLine } from './tail-line.ts';

/** Lines that are not here: a slow client was not given them, or they came while the view was held for long. */
export interface Gap {
  kind: 'gap';
  id: string;
  skipped: number;
  from: string;
  to: string;
}

export type TailEntry = TailLine | Gap;
export type LevelCounts = Readonly<Record<Level, number>>;

/** What the live tail holds, oldest first. Shown and waiting lines are limited, each by itself. */
export interface TailBuffer {
  /** What is shown. */
  readonly entries: readonly TailEntry[];
  /** What came while the view was held. */
  readonly waiting: readonly TailEntry[];
  /** What had come when the view was held; null while it follows. */
  readonly held: LevelCounts | null;
  /** Lines that were taken away at the old end. */
  readonly dropped: number;
  /** All that came, by level. */
  readonly came: LevelCounts;
  /** Gaps so far: the next one's number. */
  readonly gaps: number;
}

const NONE = Object.fromEntries(LEVELS.map((level) => [level, 0])) as Record<Level, number>;
export const EMPTY_BUFFER: TailBuffer = { entries: [], waiting: [], held: null, dropped: 0, came: NONE, gaps: 0 };
const MOST_ENTRIES = 20_000;
/** After a connection was lost the server goes on behind the cursor; what came with it may be there already. */
const COMPARED = 2_000;

function countLines(entries: readonly TailEntry[]): number {
  return entries.reduce((sum, entry) => sum + (entry.kind === 'gap' ? entry.skipped : 1), 0);
}

/** Follows: the oldest go, and are counted. */
function show(buffer: TailBuffer, added: readonly TailEntry[], most: number): TailBuffer {
  const entries = [...buffer.entries, ...added];
  const tooMany = Math.max(0, entries.length - most);
  const dropped = buffer.dropped + countLines(entries.slice(0, tooMany));
  return { ...buffer, entries: tooMany > 0 ? entries.slice(tooMany) : entries, dropped };
}

/** One gap in place of the lines. */
function closeUp(entries: readonly TailEntry[], id: string): Gap {
  const from = (entry: TailEntry): string => (entry.kind === 'gap' ? entry.from : entry.timestamp);
  const to = (entry: TailEntry): string => (entry.kind === 'gap' ? entry.to : entry.timestamp);
  return {
    kind: 'gap',
    id,
    skipped: countLines(entries),
    from: entries.map(from).reduce((a, b) => (b < a ? b : a)),
    to: entries.map(to).reduce((a, b) => (b > a ? b : a)),
  };
}

/** Holds: what is shown stays, and the oldest of those that wait become a gap. */
function wait(buffer: TailBuffer, added: readonly TailEntry[], most: number): TailBuffer {
  const waiting = [...buffer.waiting, ...added];
  if (waiting.length <= most) return { ...buffer, waiting };
  const tooMany = waiting.length - most + 1;
  const gap = closeUp(waiting.slice(0, tooMany), `gap-${buffer.gaps}`);
  return { ...buffer, waiting: [gap, ...waiting.slice(tooMany)], gaps: buffer.gaps + 1 };
}

function add(buffer: TailBuffer, added: readonly TailEntry[], most = MOST_ENTRIES): TailBuffer {
  if (added.length === 0) return buffer;
  return buffer.held ? wait(buffer, added, most) : show(buffer, added, most);
}

/** They come by partition, so those of one moment are brought into the order of their times; of equal ones none passes another. */
function byTime(logs: readonly LogRecord[]): LogRecord[] {
  return logs.toSorted((a, b) => (a.timestamp < b.timestamp ? -1 : Number(a.timestamp > b.timestamp)));
}

/** The buffer with newer logs, by their times; those that came lately already are left out, and what is there stays where it is. */
export function addLogs(buffer: TailBuffer, logs: readonly LogRecord[], most = MOST_ENTRIES): TailBuffer {
  const lately = [...buffer.entries.slice(-COMPARED), ...buffer.waiting.slice(-COMPARED)];
  const known = new Set(lately.map(({ id }) => id));
  const once = [...new Map(logs.map((log) => [log.id, log])).values()];
  const added = byTime(once.filter(({ id }) => !known.has(id))).map(toLine);
  const came = { ...buffer.came };
  for (const { level } of added) came[level]++;
  return add({ ...buffer, came }, added, most);
}

export function addGap(buffer: TailBuffer, gap: Pick<Gap, 'skipped' | 'from' | 'to'>): TailBuffer {
  const { skipped, from, to } = gap;
  return add({ ...buffer, gaps: buffer.gaps + 1 }, [{ kind: 'gap', id: `gap-${buffer.gaps}`, skipped, from, to }]);
}

/** From now on what is shown stays as it is, and what comes waits. */
export function holdView(buffer: TailBuffer): TailBuffer {
  return buffer.held ? buffer : { ...buffer, held: buffer.came };
}

/** Shows what waits, and follows again. */
export function goOn(buffer: TailBuffer, most = MOST_ENTRIES): TailBuffer {
  return buffer.held ? show({ ...buffer, held: null, waiting: [] }, buffer.waiting, most) : buffer;
}

/** Nothing came yet; a held view stays held. */
export function clearBuffer({ held, gaps }: TailBuffer): TailBuffer {
  return { ...EMPTY_BUFFER, gaps, held: held && NONE };
}

/** Logs found between the ends of a gap. */
export interface Filling {
  logs: readonly LogRecord[];
  /** Whether there are more behind them. */
  isCut: boolean;
}

/** The buffer with the logs of a gap in its place; what is known is not repeated, what was not found stays a gap. */
export function fillGap(buffer: TailBuffer, gapId: string, { logs, isCut }: Filling): TailBuffer {
  const place = buffer.entries.findIndex(({ id }) => id === gapId);
  const gap = buffer.entries[place];
  if (gap?.kind !== 'gap') return buffer;
  const known = new Set([...buffer.entries, ...buffer.waiting].map(({ id }) => id));
  const filling: TailEntry[] = logs.filter(({ id }) => !known.has(id)).map(toLine);
  const skipped = gap.skipped - filling.length;
  const from = isCut ? (logs.at(-1)?.timestamp ?? gap.from) : gap.from;
  if (skipped > 0) filling.push({ ...gap, skipped, from });
  return { ...buffer, entries: [...buffer.entries.slice(0, place), ...filling, ...buffer.entries.slice(place + 1)] };
}

/** The shown entries without the lines of hidden levels. */
export function visibleEntries({ entries }: TailBuffer, hidden: ReadonlySet<Level>): readonly TailEntry[] {
  return hidden.size === 0 ? entries : entries.filter((entry) => entry.kind === 'gap' || !hidden.has(entry.level));
}

/** How many lines of levels that are not hidden came, since the view was held or at all. */
export function countCame(came: LevelCounts, hidden: ReadonlySet<Level>, before: LevelCounts = NONE): number {
  return LEVELS.reduce((sum, level) => (hidden.has(level) ? sum : sum + came[level] - before[level]), 0);
}
