import { errors } from '@elastic/elasticsearch';
import { isDistrust } from '../../core/distrust.ts';
import { PipelineError } from '../../core/errors.ts';

/** What Elasticsearch says of an error, in the parts that are used. */
export interface Failure {
  type?: string;
  reason?: string;
  caused_by?: Failure;
  root_cause?: readonly Failure[];
}

/** The cause that tells most, in one line. */
export function describeFailure(failure: Failure | undefined): string {
  const root = failure?.root_cause?.[0] ?? failure;
  const parts = [root?.type, root?.reason, root?.caused_by?.reason ?? failure?.caused_by?.reason];
  return parts.filter((part) => part !== undefined).join(': ') || 'no reason given';
}

const TOO_EXPENSIVE: ReadonlySet<string> = new Set([
  'too_many_buckets_exception',
  'too_many_nested_clauses',
  'too_many_clauses',
]);

function isTooExpensive(failure: Failure | undefined): boolean {
  if (!failure) return false;
  if (TOO_EXPENSIVE.has(failure.type ?? '')) return true;
  return isTooExpensive(failure.caused_by) || (failure.root_cause ?? []).some(isTooExpensive);
}

/** Whether an index takes nothing more because the disk is nearly full. */
function isDiskFull(failure: Failure | undefined): boolean {
  return failure?.type === 'cluster_block_exception' && /flood|disk/.test(failure.reason ?? '');
}

/** The error that an answer with this status stands for. */
export function errorOfStatus(status: number, failure: Failure | undefined): PipelineError {
  const said = describeFailure(failure);
  if (isDiskFull(failure)) {
    return new PipelineError('storage_full', `Elasticsearch takes nothing more, its disk is nearly full: ${said}`);
  }
  if (status === 401) {
    return new PipelineError('invalid_config', 'Elasticsearch refuses the credentials (401).', { retryable: false });
  }
  if (status === 403) {
    return new PipelineError('invalid_config', `Elasticsearch does not allow it (403): ${said}`, { retryable: false });
  }
  if (isTooExpensive(failure)) {
    return new PipelineError('query_too_expensive', `Elasticsearch finds that the query asks too much: ${said}`);
  }
  if (status === 408 || status === 429 || status >= 500) {
    return new PipelineError('unavailable', `Elasticsearch cannot do it now (${status}): ${said}`);
  }
  return new PipelineError('internal', `Elasticsearch refuses the request (${status}): ${said}`);
}

/**
 * What the client threw, as our error; errors that are not the client's come back as they are. The client's own error is
 * not kept as the cause: it holds the whole request.
 */
export function toPipelineError(error: unknown): unknown {
  if (error instanceof errors.ResponseError) return errorOfStatus(error.statusCode ?? 0, failureIn(error.body));
  if (error instanceof errors.TimeoutError) {
    return new PipelineError('unavailable', 'Elasticsearch did not answer in time.');
  }
  if (error instanceof errors.ProductNotSupportedError) {
    return new PipelineError('invalid_config', 'The server is no Elasticsearch.', { retryable: false });
  }
  if (error instanceof errors.ElasticsearchClientError && isDistrust(error)) {
    return new PipelineError(
      'invalid_config',
      `The certificate of Elasticsearch is not trusted (${error.message.slice(0, 300)}): ELASTICSEARCH_CA names the file of its authorities.`,
      { retryable: false },
    );
  }
  if (error instanceof errors.ElasticsearchClientError) {
    return new PipelineError('unavailable', `Elasticsearch cannot be reached: ${error.message.slice(0, 300)}`);
  }
  return error;
}

function failureIn(body: unknown): Failure | undefined {
  const { error } = (body ?? {}) as { error?: Failure | string };
  return typeof error === 'string' ? { reason: error } : error;
}

/** An answer has more bytes than was asked for. */
export class AnswerTooLarge extends Error {}

/** Whether the client broke an answer off because of its size: it has no error of its own for that. */
export function isBrokenOffForSize(error: unknown): boolean {
  return error instanceof errors.RequestAbortedError && error.message.startsWith('The content length');
}

/** Whether the server finds the whole request too large. */
export function isTooLarge(error: unknown): boolean {
  return error instanceof errors.ResponseError && error.statusCode === 413;
}

/** Whether the document was changed, or made, by somebody else in the meantime. */
export function isVersionConflict(error: unknown): boolean {
  return error instanceof errors.ResponseError && error.statusCode === 409;
}
