import { type DeadLetterOrigin, writeDeadLetter } from '../core/dead-letter.ts';
import { PipelineError } from '../core/errors.ts';
import type { OutgoingMessage } from '../core/log-bus.ts';

/** The dead letter of what failed with this error; one without a code gets that of its stage. */
export function deadLetter(origin: DeadLetterOrigin, error: unknown, now: number): OutgoingMessage {
  const { stage } = origin;
  const code = error instanceof PipelineError ? error.code : stage === 'index' ? 'store_rejected' : `${stage}_failed`;
  const reason = error instanceof Error ? error.message : String(error);
  return writeDeadLetter(origin, { code, reason }, now);
}
