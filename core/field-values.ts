import { jsonText, type Note, wellFormed } from './attributes.ts';

const MAX_MESSAGE_BYTES = 1_048_576;
const MAX_SERVICE_CHARS = 256;
const MAX_TEXT_CHARS = 8_192;
const UNIT_MS: Record<string, number> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1e3,
  sec: 1e3,
  m: 6e4,
  min: 6e4,
  h: 3.6e6,
};

/** At most so many bytes of UTF-8, cut between characters. */
function cutBytes(text: string, most: number): string {
  const bytes = Buffer.from(text);
  let end = most;
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return bytes.toString('utf8', 0, end);
}

/** A long text as it is kept in `message` and `raw`: well-formed and of at most 1 MiB. */
export function limitText(text: string, onNote: (note: Note) => void): string {
  const clean = wellFormed(text);
  if (clean.length * 3 <= MAX_MESSAGE_BYTES || Buffer.byteLength(clean) <= MAX_MESSAGE_BYTES) return clean;
  onNote('message_cut');
  return cutBytes(clean, MAX_MESSAGE_BYTES);
}

/** The text of a message: of anything but text its JSON. */
export function readMessage(value: unknown, onNote: (note: Note) => void): string {
  return limitText(typeof value === 'string' ? value : jsonText(value), onNote);
}

/** A short text; numbers and booleans as they are written, of `{name}` or `{original}` that part; null when there is none. */
export function readText(value: unknown): string | null {
  if (typeof value === 'string') {
    const text = wellFormed(value.trim());
    return text === '' ? null : text;
  }
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null) return null;
  const { name, original } = value as Record<string, unknown>;
  return typeof name === 'string' ? readText(name) : typeof original === 'string' ? readText(original) : null;
}

/** The service of a record as {@link readText} reads it, cut to what a bus key may be long. */
export function readService(value: unknown): string | null {
  const text = readText(value);
  return text === null || text.length <= MAX_SERVICE_CHARS ? text : wellFormed(text.slice(0, MAX_SERVICE_CHARS)).trim();
}

/** A text field, cut to 8,192 characters. */
export function readField(value: unknown): string | null {
  const text = readText(value);
  return text === null || text.length <= MAX_TEXT_CHARS ? text : wellFormed(text.slice(0, MAX_TEXT_CHARS)).trim();
}

/** An integer, also from digits; null when it is none. */
function readInteger(value: unknown): number | null {
  const number = typeof value === 'string' && /^\s{0,9}-?\d{1,9}\s{0,9}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number + 0 : null;
}

/** A status code of HTTP's form, 100–999; null when it is none. */
export function readStatusCode(value: unknown): number | null {
  const number = readInteger(value);
  return number !== null && number >= 100 && number <= 999 ? number : null;
}

/** A text field; a method of HTTP in capitals, whatever it came in. What is more than a word, such as a path of gRPC, stays as it is. */
export function readMethod(value: unknown): string | null {
  const text = readField(value);
  return text !== null && /^[a-z-]{1,20}$/i.test(text) ? text.toUpperCase() : text;
}

/** Milliseconds as {@link readMilliseconds} reads them; null also when they are less than none. */
export function readResponseTime(value: unknown): number | null {
  const ms = readMilliseconds(value);
  return ms !== null && Number.isFinite(ms) && ms >= 0 ? ms : null;
}

/** Milliseconds of a number, or of text such as `12`, `12.5ms`, `0.3 s`, `350µs`; null when it is neither. */
function readMilliseconds(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value + 0 : null;
  if (typeof value !== 'string' || value.length > 40) return null;
  const found = /^([+-]?\d{1,15}(?:\.\d{1,15})?(?:e[+-]?\d{1,2})?) ?([a-zµμ]{1,3})?$/i.exec(value.trim());
  const unit = found?.[2] === undefined ? 1 : UNIT_MS[found[2]];
  if (!found || unit === undefined) return null;
  // nine digits are more than any clock has, and keep 0.412 s from becoming 411.99999999999994 ms
  return Number((Number(found[1]) * unit).toFixed(9)) + 0;
}

/** Whether the text says its unit of time. */
export function hasUnit(value: unknown): boolean {
  return typeof value === 'string' && /[a-zµμ]$/i.test(value.trim());
}
