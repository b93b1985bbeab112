import { RE2JS } from 're2js';
import type { Query } from './ast.ts';
import { phraseExpression, prefixExpression } from './tokens.ts';

/** `[start, end)` in UTF-16 units. */
export type Span = [number, number];

const MAX_SPANS = 100;

type Finder = (message: string) => Iterable<Span>;

/** All parts of the query that say what a message holds, those behind a NOT left out. */
function messageTerms(query: Query): Query[] {
  if (query.kind === 'and' || query.kind === 'or') return query.of.flatMap(messageTerms);
  return query.kind === 'phrase' || query.kind === 'token_prefix' || query.kind === 'regex' ? [query] : [];
}

function* findAll(expression: RegExp, toEndOfWord: boolean, message: string): Generator<Span> {
  const source = toEndOfWord ? `${expression.source}[\\p{L}\\p{Nd}]*` : expression.source;
  for (const found of message.matchAll(new RegExp(source, 'gu'))) yield [found.index, found.index + found[0].length];
}

function* findRegex(regex: RE2JS, message: string): Generator<Span> {
  const matcher = regex.matcher(message);
  while (matcher.find()) if (matcher.end() > matcher.start()) yield [matcher.start(), matcher.end()];
}

function finderOf(term: Query): Finder {
  switch (term.kind) {
    case 'phrase': {
      const expression = phraseExpression(term.tokens);
      return (message) => findAll(expression, false, message);
    }
    case 'token_prefix': {
      const expression = prefixExpression(term.prefix);
      return (message) => findAll(expression, true, message);
    }
    case 'regex': {
      const regex = RE2JS.compile(term.source, term.ignoreCase ? RE2JS.CASE_INSENSITIVE : 0);
      return (message) => findRegex(regex, message);
    }
    default:
      return () => [];
  }
}

/** Touching and overlapping spans become one. */
function merge(spans: Span[]): Span[] {
  const merged: Span[] = [];
  for (const [start, end] of spans.sort((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else merged.push([start, end]);
  }
  return merged.slice(0, MAX_SPANS);
}

/** A function that finds the places of a message that the query speaks of: in order, apart from each other, at most 100. */
export function createHighlighter(query: Query): (message: string) => Span[] {
  const finders = messageTerms(query).map(finderOf);
  return (message) => merge(finders.flatMap((find) => take(find(message), MAX_SPANS)));
}

function take(spans: Iterable<Span>, most: number): Span[] {
  const taken: Span[] = [];
  for (const span of spans) {
    taken.push(span);
    if (taken.length === most) break;
  }
  return taken;
}
