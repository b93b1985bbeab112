import { readFields } from '../core/normalise.ts';
import { parseJson } from '../core/parse-json.ts';
import { innerText } from './envelope.ts';
import type { LineParser } from './parsed-line.ts';

function decode(line: string): Record<string, unknown> | null {
  const text = line.trim();
  if (!text.startsWith('{') || !text.endsWith('}')) return null;
  try {
    return parseJson(text) as Record<string, unknown>;
  } catch {
    return null;
  }
}

/** One JSON object a line, of whatever logger: known names become fields, the rest attributes. JSON or times inside its message stay text, unless a carrier wrapped a program's line. */
export const json: LineParser = {
  format: 'json',
  parse(line) {
    const fields = decode(line);
    if (fields === null) return null;
    const record = readFields(fields);
    const said = [record.message, record.level, record.timestamp].filter((field) => field !== undefined).length;
    const inner = innerText(fields);
    return { confidence: said === 0 ? 0.8 : 0.96 + said * 0.01, record, ...(inner === undefined ? {} : { inner }) };
  },
};
