/** The closed list of error codes; docs/errors.md explains each, and a test holds the two together. */
export const ERROR_CODES = {
  // wrong input: the sender must change something
  bad_request: 400,
  invalid_json: 400,
  invalid_record: 400,
  invalid_parameter: 400,
  invalid_rule: 400,
  query_syntax: 400,
  query_too_expensive: 400,
  invalid_cursor: 400,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  record_too_large: 413,
  body_too_large: 413,
  unsupported_media_type: 415,
  unsupported_encoding: 415,
  // too much, or not now: the sender may try again
  internal: 500,
  unavailable: 503,
  storage_full: 503,
  query_timeout: 503,
  // inside the pipeline: they appear in dead letters, logs and exits
  decode_failed: 500,
  classify_failed: 500,
  count_failed: 500,
  store_rejected: 500,
  fenced: 500,
  offset_lost: 500,
  folder_locked: 500,
  folder_unwritable: 500,
  data_corrupt: 500,
  port_in_use: 500,
  invalid_config: 500,
  invalid_model: 500,
} as const;

export type ErrorCode = keyof typeof ERROR_CODES;

export interface PipelineErrorOptions {
  /** Whether the same call may succeed later without any change. Default: what the code's status says (503 is). */
  retryable?: boolean;
  details?: Record<string, unknown>;
  cause?: unknown;
}

/** The one error class: a code from the closed list, a message for a person, details for a program. Never holds a secret. */
export class PipelineError extends Error {
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly details: Record<string, unknown> | undefined;

  constructor(code: ErrorCode, message: string, options: PipelineErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'PipelineError';
    this.code = code;
    this.retryable = options.retryable ?? ERROR_CODES[code] === 503;
    this.details = options.details;
  }

  /** The HTTP status that belongs to the code. */
  get status(): number {
    return ERROR_CODES[this.code];
  }
}
