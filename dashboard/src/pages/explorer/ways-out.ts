import { parseDuration } from '../../../../core/time.ts';
import type { LogsQuestion } from '../../api/logs.ts';
import { formatFull } from '../../lib/format-time.ts';
import { mendQuery } from '../../lib/mend-query.ts';
import { removePart, splitQuery } from '../../lib/query-edit.ts';
import { RELATIVE_RANGES, relativeSpan, resolveRange, type TimeRange } from '../../lib/time-range.ts';
import { strings } from '../../strings/catalogue.ts';

const words = strings.explorer.empty;

/** A question that may find what this one did not. */
export interface WayOut {
  name: string;
  question: LogsQuestion;
}

const MOST_RANGES = 3;
const MOST_PARTS = 6;
/** Anything shorter changes too little to be offered. */
const WORTH_FACTOR = 2;

/** As the picker of the time says it. */
const nameOfSpan = (span: string): string => words.last(strings.shell.time.spans[span] ?? span);

/** The range in words, for the middle of a sentence. */
export function describeRange(range: TimeRange, zone: string): string {
  const span = relativeSpan(range);
  if (span !== null) return nameOfSpan(span);
  const write = (end: string): string => (end.startsWith('now') ? end : formatFull(end, zone).slice(0, 19));
  return `${write(range.from)} – ${write(range.to)}`;
}

/** The same question about longer times that hold this one. */
export function suggestWider(question: LogsQuestion, now: number): WayOut[] {
  const { from, to } = resolveRange(question, now);
  const longest = RELATIVE_RANGES.map((span) => ({ span, ms: parseDuration(span) ?? 0 }));
  const wider = longest.filter(({ ms }) => ms >= WORTH_FACTOR * (to - from) && now - ms <= from);
  const chosen = wider.length <= MOST_RANGES ? wider : [wider[0], wider[Math.floor(wider.length / 2)], wider.at(-1)];
  return chosen
    .filter((each) => each !== undefined)
    .map(({ span }) => ({ name: nameOfSpan(span), question: { q: question.q, from: `now-${span}`, to: 'now' } }));
}

/** The same question as it may have been meant. */
export function suggestMended(question: LogsQuestion): WayOut[] {
  const mended = mendQuery(question.q);
  return mended === null ? [] : [{ name: mended, question: { ...question, q: mended } }];
}

/** The same question without one of its parts, and without all. */
export function suggestWithout(question: LogsQuestion): WayOut[] {
  const { q } = question;
  const parts = splitQuery(q) ?? [{ text: q, start: 0, end: q.length }];
  if (parts.length === 0) return [];
  const all = { name: words.clear, question: { ...question, q: '' } };
  if (parts.length === 1) return [all];
  const without = parts
    .slice(0, MOST_PARTS)
    .map((part) => ({ name: words.without(part.text), question: { ...question, q: removePart(q, part) } }));
  return [...without, all];
}
