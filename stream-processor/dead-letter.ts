import { type DeadLetterOrigin, writeDeadLetter } from '../core/dead-letter.ts';
import { type ErrorCode, PipelineError } from '../core/errors.ts';
import type { OutgoingMessage } from '../core/log-bus.ts';

type ProcessorStage = Exclude<DeadLetterOrigin['stage'], 'alert'>;

const CODES: Readonly<Record<ProcessorStage, ErrorCode>> = {
  decode: 'decode_failed',
  classify: 'classify_failed',
  count: 'count_failed',
  index: 'store_rejected',
};

/** The dead letter of what failed with this error; one without a code gets that of its stage. */
export function deadLetter(
  origin: DeadLetterOrigin & { stage: ProcessorStage },
  error: unknown,
  now: number,
): OutgoingMessage {
  const code = error instanceof PipelineError ? error.code : CODES[origin.stage];
  const reason = error instanceof Error ? error.message : String(error);
  return writeDeadLetter(origin, { code, reason }, now);
}
