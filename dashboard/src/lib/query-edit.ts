/** Changes to the text of a query, which is the only truth: every filter that is clicked together stands in it. */

const PLAIN_VALUE = /^[\p{L}\p{N}_.@/+-]+$/u;

/** A value as it is written behind `field:`. */
export function quoteValue(value: string): string {
  const isPlain = PLAIN_VALUE.test(value) && !/^[-+]|^(?:AND|OR|NOT)$/.test(value) && !value.startsWith('/');
  return isPlain ? value : `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

/** A field's name as it is written in a query. */
export function quoteField(field: string): string {
  return field.replaceAll(/[\s()":\\]/g, '\\$&');
}

export function filterTerm(field: string, value: string, isExcluded = false): string {
  return `${isExcluded ? '-' : ''}${quoteField(field)}:${quoteValue(value)}`;
}

/** A part of a query that stands at its top level, joined to the others by nothing or AND. */
export interface QueryPart {
  text: string;
  start: number;
  end: number;
}

/** The top-level parts of a query; null when it is an OR of several, which no single part stands for. */
export function splitQuery(query: string): QueryPart[] | null {
  const parts: QueryPart[] = [];
  let at = 0;
  while (at < query.length) {
    if (/\s/.test(query[at] ?? '')) {
      at += 1;
      continue;
    }
    const end = endOfPart(query, at);
    const text = query.slice(at, end);
    if (text === 'OR') return null;
    const last = parts.at(-1);
    if (last?.text === 'NOT') {
      last.text = query.slice(last.start, end);
      last.end = end;
    } else if (text !== 'AND') parts.push({ text, start: at, end });
    at = end;
  }
  return parts;
}

/** Behind the word, phrase, bracket or field with its value that begins here. */
function endOfPart(query: string, start: number): number {
  let depth = 0;
  let quote: string | null = null;
  for (let at = start; at < query.length; at++) {
    const char = query[at] ?? '';
    if (char === '\\') at += 1;
    else if (quote !== null) {
      if (char === quote) quote = null;
    } else if (char === '"') quote = '"';
    else if (char === '/' && /[:\s(-]|^$/.test(query[at - 1] ?? '') && at === regexStart(query, start)) quote = '/';
    else if (char === '(' || char === '[' || char === '{') depth += 1;
    else if (char === ')' || char === ']' || char === '}') depth -= 1;
    else if (/\s/.test(char) && depth <= 0) return at;
  }
  return query.length;
}

/** A regular expression stands alone or behind `message:`; elsewhere a slash is part of a value. */
function regexStart(query: string, start: number): number {
  const found = /^[-+!]*(?:message:)?\//.exec(query.slice(start));
  return found ? start + found[0].length - 1 : -1;
}

/** The query with one more filter; a filter that says the opposite goes away. */
export function addFilter(query: string, field: string, value: string, isExcluded = false): string {
  const wanted = filterTerm(field, value, isExcluded);
  const opposite = filterTerm(field, value, !isExcluded);
  const parts = splitQuery(query);
  if (parts === null) return `(${query.trim()}) ${wanted}`;
  if (parts.some(({ text }) => text === wanted)) return query;
  const kept = parts.map(({ text }) => text).filter((text) => text !== opposite);
  return [...kept, wanted].join(' ');
}

/** The query without one of its parts. */
export function removePart(query: string, part: QueryPart): string {
  const others = (splitQuery(query) ?? []).filter(({ start }) => start !== part.start);
  return others.map(({ text }) => text).join(' ');
}

/** The part turned into its opposite. */
export function negatePart(query: string, part: QueryPart): string {
  const { text } = part;
  const turned = text.startsWith('-') ? text.slice(1) : text.startsWith('NOT ') ? text.slice(4).trim() : `-${text}`;
  return query.slice(0, part.start) + turned + query.slice(part.end);
}

/** Both queries at once. */
export function combine(query: string, other: string): string {
  const wrap = (text: string): string => (splitQuery(text) === null ? `(${text.trim()})` : text.trim());
  return [query, other]
    .filter((text) => text.trim() !== '')
    .map(wrap)
    .join(' ');
}
