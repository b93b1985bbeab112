import { isDistrust } from '../../core/distrust.ts';
import { type ErrorCode, PipelineError } from '../../core/errors.ts';

interface KafkaFailure extends Error {
  type?: string;
  retriable?: boolean;
}

/** What the codes of the protocol mean to us; every other is `unavailable`. */
const CODES: Readonly<Record<string, ErrorCode>> = {
  UNKNOWN_TOPIC_OR_PARTITION: 'not_found',
  INVALID_TOPIC_EXCEPTION: 'bad_request',
  MESSAGE_TOO_LARGE: 'record_too_large',
  RECORD_LIST_TOO_LARGE: 'record_too_large',
  INVALID_RECORD: 'bad_request',
  INVALID_TIMESTAMP: 'bad_request',
  INVALID_CONFIG: 'invalid_config',
  INVALID_PARTITIONS: 'invalid_config',
  INVALID_REPLICATION_FACTOR: 'invalid_config',
  POLICY_VIOLATION: 'invalid_config',
  INVALID_SESSION_TIMEOUT: 'invalid_config',
  INVALID_TRANSACTION_TIMEOUT: 'invalid_config',
  INVALID_GROUP_ID: 'invalid_config',
  UNSUPPORTED_VERSION: 'invalid_config',
  INCONSISTENT_GROUP_PROTOCOL: 'conflict',
  CORRUPT_MESSAGE: 'data_corrupt',
  UNSUPPORTED_COMPRESSION_TYPE: 'data_corrupt',
  SASL_AUTHENTICATION_FAILED: 'invalid_config',
  UNSUPPORTED_SASL_MECHANISM: 'invalid_config',
  TOPIC_AUTHORIZATION_FAILED: 'invalid_config',
  GROUP_AUTHORIZATION_FAILED: 'invalid_config',
  CLUSTER_AUTHORIZATION_FAILED: 'invalid_config',
  TRANSACTIONAL_ID_AUTHORIZATION_FAILED: 'invalid_config',
  KAFKA_STORAGE_ERROR: 'unavailable',
};

/** What refuses a producer, or a member of a group, whose place another has taken. */
const FENCED: ReadonlySet<string> = new Set([
  'INVALID_PRODUCER_EPOCH',
  'PRODUCER_FENCED',
  'TRANSACTION_COORDINATOR_FENCED',
  'FENCED_INSTANCE_ID',
  'ILLEGAL_GENERATION',
  'UNKNOWN_MEMBER_ID',
]);

/** Its number is 90; kafkajs is older and keeps only the text. */
const PRODUCER_FENCED_TEXT = 'Unknown error code 90';

/** What a failure is called in the protocol; undefined for those of the connection. */
export function failureType(error: unknown): string | undefined {
  const { type, message } = (error ?? {}) as KafkaFailure;
  return message === PRODUCER_FENCED_TEXT ? 'PRODUCER_FENCED' : type;
}

/** Whether the failure says that somebody else has taken over. */
export function isFenced(error: unknown): boolean {
  return error instanceof PipelineError ? error.code === 'fenced' : FENCED.has(failureType(error) ?? '');
}

/** Whether asking again, perhaps another broker, may help. */
export function isWorthAnotherTry(error: unknown): boolean {
  if (error instanceof PipelineError) return error.retryable;
  const { name = '', retriable } = (error ?? {}) as KafkaFailure;
  return name.startsWith('KafkaJS') && retriable !== false && !isFenced(error);
}

function distrusted(reason: string): PipelineError {
  const text = `The certificate of Kafka is not trusted (${reason}): KAFKA_TLS_CA names the file of its authorities.`;
  return new PipelineError('invalid_config', text);
}

/** An error as the rest of the house knows it. `doing` completes "Kafka failed while …". */
export function toPipelineError(error: unknown, doing: string): PipelineError {
  if (error instanceof PipelineError) return error;
  const { message, name } = error instanceof Error ? error : new Error(String(error));
  if (error instanceof Error && isDistrust(error)) return distrusted(message);
  const type = failureType(error);
  const code = isFenced(error)
    ? 'fenced'
    : (CODES[type ?? ''] ?? (/Auth/.test(name) ? 'invalid_config' : 'unavailable'));
  return new PipelineError(code, `Kafka failed while ${doing}: ${message}`, { cause: error });
}
