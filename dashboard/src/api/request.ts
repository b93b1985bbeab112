import { readRetryAfter } from '../../../core/retry-after.ts';

interface ApiErrorExtra {
  details?: unknown;
  requestId?: string;
  retryAfterMs?: number | null;
}

/** Why a question to the server was not answered as hoped. */
export class ApiError extends Error {
  readonly status: number;
  /** Of docs/errors.md; `offline` when no answer came at all, `late` when none came in time. */
  readonly code: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly requestId: string | undefined;
  /** How long the server asks to be left alone; null where it does not say. */
  readonly retryAfterMs: number | null;

  constructor(status: number, code: string, message: string, extra: ApiErrorExtra = {}) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
    this.details = (extra.details ?? {}) as Readonly<Record<string, unknown>>;
    this.requestId = extra.requestId;
    this.retryAfterMs = extra.retryAfterMs ?? null;
  }

  /** Column of the mistake in a query, from 1; null for any other error. */
  get column(): number | null {
    return this.code === 'query_syntax' && typeof this.details.column === 'number' ? this.details.column : null;
  }
}

/** Whether the query itself is wrong, so that only another query helps. */
export function isQueryFault(error: unknown): error is ApiError {
  return error instanceof ApiError && error.code.startsWith('query_') && error.status === 400;
}

/** Whether it does not help to ask the same again: the question is wrong, or more than the server can do. */
export function isFinal(error: unknown): boolean {
  if (!(error instanceof ApiError)) return false;
  return error.code === 'query_timeout' || (error.status >= 400 && error.status < 500 && error.status !== 429);
}

const LONGEST_WAIT_MS = 10_000;

/** For questions that are asked until they are answered, so that a page recovers by itself. */
export const UNTIL_ANSWERED = {
  retry: (_: number, error: Error): boolean => !isFinal(error),
  retryDelay: (failures: number): number => Math.min(1_000 * 2 ** failures, LONGEST_WAIT_MS),
};

const RECOVER_MS = 5_000;

/** For questions whose failure is shown until they are answered: one that failed is asked again every few seconds. */
export function whileFailing({ state }: { state: { status: string; error: Error | null } }): number | false {
  return state.status === 'error' && !isFinal(state.error) ? RECOVER_MS : false;
}

/** Whether the server took too long already: asking once more at once would keep somebody waiting as long again. */
export function isLate(error: unknown): boolean {
  return error instanceof ApiError && error.code === 'late';
}

/** Whether what was asked for is not there. */
export function isMissing(error: unknown): boolean {
  return error instanceof ApiError && error.status === 404;
}

/** Parameters of a question; what is undefined or empty is left out. */
export type Parameters = Readonly<Record<string, string | number | boolean | undefined>>;

export function withParameters(path: string, parameters: Parameters = {}): string {
  const kept = Object.entries(parameters).filter(([, value]) => value !== undefined && value !== '');
  const text = new URLSearchParams(kept.map(([name, value]) => [name, String(value)])).toString();
  return text === '' ? path : `${path}?${text}`;
}

interface ErrorAnswer {
  error?: { code?: string; message?: string; details?: unknown };
  request_id?: string;
}

async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new ApiError(0, 'offline', 'The server does not answer.');
  }
}

async function readText(response: Response, signal: AbortSignal | null | undefined): Promise<string> {
  try {
    return await response.text();
  } catch (error) {
    if (signal?.aborted || (error instanceof Error && error.name === 'AbortError')) throw error;
    throw new ApiError(0, 'offline', 'The answer of the server broke off.');
  }
}

/** Of an answer that is no JSON, as a proxy gives it. */
function badAnswer({ ok, status }: Response): ApiError {
  const failed = status >= 500 ? `The server failed (${status}).` : `The server answered ${status}.`;
  return new ApiError(status, 'bad_answer', ok ? `The answer (${status}) could not be read.` : failed);
}

const NO_CONTENT = 204;

/** What an answer says; undefined only for one that need not say anything. @throws ApiError */
function parseBody(text: string, response: Response): unknown {
  if (text === '' && (response.status === NO_CONTENT || !response.ok)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw badAnswer(response);
  }
}

interface Reading {
  /** Statuses that mean no failure, beside those that never do. */
  answers?: readonly number[];
  retryAfterMs?: number | null;
  signal?: AbortSignal | undefined;
}

async function readAnswer<T>(
  response: Response,
  { answers = [], retryAfterMs = null, signal }: Reading = {},
): Promise<T> {
  const text = await readText(response, signal);
  const body = parseBody(text, response);
  if (response.ok || answers.includes(response.status)) return body as T;
  const { error = {}, request_id: requestId } = (body ?? {}) as ErrorAnswer;
  const { code = 'internal', message = `The server answered ${response.status}.`, details } = error;
  throw new ApiError(response.status, code, message, {
    details,
    retryAfterMs,
    ...(requestId !== undefined && { requestId }),
  });
}

const PATIENCE_MS = 15_000;
/** The server itself gives up on a search after ten seconds, before which it may have stood in line. */
const SEARCH_PATIENCE_MS = 30_000;
const SEARCHES = '/api/v1/logs/';

interface Asking {
  /** Without this key it is no answer: what draws it would fall over. */
  expects?: string;
  /** Statuses that mean no failure, beside those that never do. */
  answers?: readonly number[];
  /** How long an answer is waited for, to its last byte. */
  patienceMs?: number;
}

function hasKey(answer: unknown, key: string): boolean {
  return typeof answer === 'object' && answer !== null && key in answer;
}

/** The JSON of an answer. @throws ApiError, also `late` when a server that hangs keeps one waiting */
export async function getJson<T>(
  path: string,
  parameters?: Parameters,
  signal?: AbortSignal,
  asking: Asking = {},
): Promise<T> {
  const { answers = [], expects, patienceMs = path.startsWith(SEARCHES) ? SEARCH_PATIENCE_MS : PATIENCE_MS } = asking;
  const tooLate = AbortSignal.timeout(patienceMs);
  const either = signal ? AbortSignal.any([signal, tooLate]) : tooLate;
  try {
    const response = await send(withParameters(path, parameters), { signal: either });
    const answer = await readAnswer<T>(response, { answers, signal: either });
    if (expects !== undefined && !hasKey(answer, expects)) throw badAnswer(response);
    return answer;
  } catch (error) {
    if (!tooLate.aborted || signal?.aborted || error instanceof ApiError) throw error;
    throw new ApiError(0, 'late', `The server did not answer within ${patienceMs / 1_000} seconds.`);
  }
}

/** Sends JSON. @throws ApiError */
export async function sendJson<T>(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<T> {
  const content =
    body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  return readAnswer(await send(path, { method, ...content }));
}

/** Sends bytes of this type. @throws ApiError, with the wait that the server asks for */
export async function sendBytes<T>(
  path: string,
  body: Uint8Array<ArrayBuffer>,
  contentType: string,
  signal: AbortSignal,
): Promise<T> {
  const headers = { 'content-type': contentType };
  const response = await send(path, { method: 'POST', headers, body, signal });
  return readAnswer(response, { retryAfterMs: readRetryAfter(response.headers.get('retry-after'), Date.now()) });
}
