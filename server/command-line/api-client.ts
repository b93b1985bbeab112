import { ERROR_CODES, type ErrorCode, PipelineError } from '../../core/errors.ts';
import { usageError } from './options.ts';

export type QueryParameters = Readonly<Record<string, string | number | undefined>>;

/** Speaks to a running server. Every failure is a PipelineError with a message for the person at the command line. */
export interface ApiClient {
  readonly url: string;
  get<T>(path: string, parameters?: QueryParameters): Promise<T>;
  post<T>(path: string, body: unknown): Promise<T>;
  /** The answer as it is, whatever its status. @throws PipelineError `unavailable` when there is none. */
  request(path: string, init?: RequestInit): Promise<Response>;
}

const DEFAULT_URL = 'http://127.0.0.1:8080';

/** Where the server is: the option, else LOGSIEVE_URL, else this machine. @throws PipelineError `invalid_parameter` */
export function serverUrl(option: string | undefined, env: Readonly<Record<string, string | undefined>>): string {
  const given = option ?? (env.LOGSIEVE_URL || DEFAULT_URL);
  const url = URL.parse(given);
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return given.replace(/\/+$/, '');
  throw usageError(`--url: expected a URL such as ${DEFAULT_URL}, got "${given}"`);
}

const isErrorCode = (code: unknown): code is ErrorCode => typeof code === 'string' && Object.hasOwn(ERROR_CODES, code);

/** The error that an answer tells of; `internal` when it speaks another language than ours. */
export async function errorOf(response: Response): Promise<PipelineError> {
  const text = await response.text().catch(() => '');
  try {
    const { error } = JSON.parse(text) as {
      error: { code: unknown; message: string; details?: Record<string, unknown> };
    };
    if (isErrorCode(error.code))
      return new PipelineError(error.code, error.message, error.details ? { details: error.details } : {});
  } catch {
    // not ours: below
  }
  return new PipelineError('internal', `${response.url} answered ${response.status} ${response.statusText}`);
}

function unreachable(url: string, cause: unknown): PipelineError {
  const { cause: inner, message } = cause as Error & { cause?: { code?: string; message?: string } };
  const why =
    inner?.code === 'ECONNREFUSED'
      ? 'nothing listens there; "logsieve start" starts it'
      : (inner?.code ?? inner?.message ?? message);
  return new PipelineError('unavailable', `cannot reach ${url}: ${why}`, { cause, details: { cause: inner?.code } });
}

export function createApiClient(url: string): ApiClient {
  const request = async (path: string, init?: RequestInit): Promise<Response> => {
    try {
      return await fetch(`${url}${path}`, init);
    } catch (cause) {
      throw unreachable(url, cause);
    }
  };
  const read = async <T>(response: Response): Promise<T> => {
    if (!response.ok) throw await errorOf(response);
    try {
      return (await response.json()) as T;
    } catch (cause) {
      throw new PipelineError('internal', `${response.url} did not answer with JSON`, { cause });
    }
  };
  return {
    url,
    request,
    async get(path, parameters = {}) {
      const query = new URLSearchParams();
      for (const [name, value] of Object.entries(parameters)) if (value !== undefined) query.set(name, String(value));
      return read(await request(query.size > 0 ? `${path}?${query}` : path));
    },
    post: async (path, body) =>
      read(
        await request(path, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        }),
      ),
  };
}
