import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import { readRetryAfter } from '../../core/retry-after.ts';
import { type Line, type Outcome, reasonOf, type Send } from './send.ts';

export interface HttpSendOptions {
  /** Where Logsieve is, or any URL that takes its NDJSON. A name and password in it become basic authentication. */
  url: string;
  headers: Readonly<Record<string, string>>;
  /** Bodies of so many bytes and more are compressed. */
  gzipFromBytes: number;
  /** How long an answer may take. */
  timeoutMs: number;
  /** Epoch ms. */
  now: () => number;
}

const ROUTE = '/api/v1/logs';
const MAX_ANSWER_BYTES = 1_048_576;
const NOT_LOGSIEVE = 'the answer is not that of a Logsieve gateway';
const compress = promisify<Buffer, object, Buffer>(gzip);

interface Target {
  url: string;
  headers: Record<string, string>;
}

/** @throws TypeError when it is no http URL. */
function targetOf(given: string, headers: Readonly<Record<string, string>>): Target {
  const url = new URL(given);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new TypeError(`${url.protocol} is not http: or https:`);
  const { username, password } = url;
  url.username = '';
  url.password = '';
  if (!url.pathname.endsWith(ROUTE)) url.pathname = url.pathname.replace(/\/$/, '') + ROUTE;
  const words = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  const login: Record<string, string> =
    username === '' ? {} : { authorization: `Basic ${Buffer.from(words).toString('base64')}` };
  return { url: url.href, headers: { 'content-type': 'application/x-ndjson', ...login, ...headers } };
}

/** At most so much of the body as an answer of ours can be. */
async function readText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > MAX_ANSWER_BYTES) break;
  }
  return Buffer.concat(chunks).toString();
}

function parseAnswer(text: string): { accepted?: unknown; error?: { message?: unknown } } {
  try {
    return (JSON.parse(text) as object | null) ?? {};
  } catch {
    return {};
  }
}

function outcomeOf(response: Response, text: string, sent: number, nowMs: number): Outcome {
  const { status, headers } = response;
  const { accepted, error } = parseAnswer(text);
  if (response.ok) {
    // something else may listen there and say 200 to everything
    if (typeof accepted !== 'number') return { kind: 'later', reason: NOT_LOGSIEVE };
    return { kind: 'taken', rejectedCount: Math.min(sent, Math.max(0, sent - accepted)) };
  }
  const reason = `${status} ${typeof error?.message === 'string' ? error.message : response.statusText}`.trim();
  if (status === 413) return { kind: 'too-large', reason };
  if (status === 400 || status === 422) return { kind: 'refused', reason };
  const waitMs = readRetryAfter(headers.get('retry-after'), nowMs);
  return waitMs === null ? { kind: 'later', reason } : { kind: 'later', reason, waitMs };
}

/** Ends with the outer signal, or by itself after the time; `release` forgets both. */
function deadlineOf(outer: AbortSignal, ms: number): { signal: AbortSignal; release(): void } {
  const controller = new AbortController();
  const stop = () => controller.abort(outer.reason);
  const timer = setTimeout(() => controller.abort(new Error(`no answer within ${ms} ms`)), ms);
  timer.unref();
  outer.addEventListener('abort', stop, { once: true });
  if (outer.aborted) stop();
  return {
    signal: controller.signal,
    release() {
      clearTimeout(timer);
      outer.removeEventListener('abort', stop);
    },
  };
}

/** Sends batches as NDJSON over HTTP. A wrong URL is an outcome like any other, so that it cannot harm the host. */
export function createHttpSend(options: HttpSendOptions): Send {
  const { gzipFromBytes, timeoutMs, now } = options;

  const post = async (lines: readonly Line[], signal: AbortSignal): Promise<Outcome> => {
    const { url, headers } = targetOf(options.url, options.headers);
    const plain = Buffer.from(`${lines.map(({ line }) => line).join('\n')}\n`);
    const isLarge = plain.length >= gzipFromBytes;
    const body = isLarge ? await compress(plain, { level: constants.Z_BEST_SPEED }) : plain;
    const encoding = isLarge ? { 'content-encoding': 'gzip' } : undefined;
    const response = await fetch(url, { method: 'POST', headers: { ...headers, ...encoding }, body, signal });
    return outcomeOf(response, await readText(response), lines.length, now());
  };

  return async (lines, outer) => {
    const { signal, release } = deadlineOf(outer, timeoutMs);
    try {
      return await post(lines, signal);
    } catch (error) {
      return { kind: 'later', reason: reasonOf(signal.aborted ? signal.reason : error) };
    } finally {
      release();
    }
  };
}
