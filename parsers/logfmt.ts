import { readFields } from '../core/normalise.ts';
import type { LineParser } from './parsed-line.ts';

const KEY = /[A-Za-z_@][^\s="]{0,127}/y;
const BARE = /[^\s"]*/y;
const ESCAPES: Record<string, string> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', '"': '"', '\\': '\\' };
/** One pair is enough where its name says that this is a log. */
const TELLING = /^(?:level|lvl|msg|message|ts|time|at|severity)=/;

interface Pairs {
  fields: Record<string, unknown>;
  pairs: number;
  /** Words without `=`. */
  bare: number;
}

/** What the escape at the backslash stands for, and its length; null for one that stands for itself. */
function readEscape(line: string, at: number): { text: string; length: number } | null {
  const simple = ESCAPES[line[at + 1] ?? ''];
  if (simple !== undefined) return { text: simple, length: 2 };
  const code = line[at + 1] === 'u' ? line.slice(at + 2, at + 6) : '';
  return /^[0-9a-fA-F]{4}$/.test(code) ? { text: String.fromCharCode(Number.parseInt(code, 16)), length: 6 } : null;
}

function readQuoted(line: string, start: number): { value: string; end: number } | null {
  let value = '';
  let from = start + 1;
  let at = from;
  while (at < line.length && line[at] !== '"') {
    const found = line[at] === '\\' ? readEscape(line, at) : null;
    if (found) {
      value += line.slice(from, at) + found.text;
      from = at + found.length;
    }
    at += found?.length ?? 1;
  }
  return at < line.length ? { value: value + line.slice(from, at), end: at + 1 } : null;
}

function readValue(line: string, start: number): { value: string; end: number } | null {
  if (line[start] === '"') return readQuoted(line, start);
  BARE.lastIndex = start;
  const value = BARE.exec(line)?.[0] ?? '';
  return { value, end: start + value.length };
}

function keep(fields: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(fields, key, { value, enumerable: true, configurable: true, writable: true });
}

/** Null at the first thing that no logfmt writer makes: a quote in a word, a pair without name, an open quote. */
function readPairs(line: string): Pairs | null {
  const read: Pairs = { fields: {}, pairs: 0, bare: 0 };
  let at = 0;
  while (at < line.length) {
    if (line[at] === ' ' || line[at] === '\t') {
      at += 1;
      continue;
    }
    KEY.lastIndex = at;
    const key = KEY.exec(line)?.[0];
    if (key === undefined) return null;
    at += key.length;
    if (line[at] !== '=') {
      keep(read.fields, key, true);
      read.bare += 1;
      // prose is told from logfmt early, so that a long text costs nothing
      if (read.bare > 2 + read.pairs) return null;
    } else {
      const value = readValue(line, at + 1);
      if (value === null) return null;
      keep(read.fields, key, value.value);
      read.pairs += 1;
      at = value.end;
    }
    if (at < line.length && line[at] !== ' ' && line[at] !== '\t') return null;
  }
  return read;
}

/** `level=info msg="it works" status=200`, as Heroku, Go and Grafana's programs write (go-logfmt's grammar). */
export const logfmt: LineParser = {
  format: 'logfmt',
  parse(line) {
    if (!line.includes('=')) return null;
    const read = readPairs(line.trim());
    if (read === null || read.bare * 4 > read.pairs) return null;
    const telling = TELLING.test(line.trimStart());
    if (read.pairs < 2 && !telling) return null;
    const record = readFields(read.fields);
    // Heroku's router names its level `at`
    if (record.level === undefined && read.fields.at === 'info') record.level = 'info';
    if (record.level === undefined && read.fields.at === 'error') record.level = 'error';
    const known = record.message !== undefined || record.level !== undefined || record.timestamp !== undefined;
    return { confidence: known ? 0.93 : 0.75, record };
  },
};
