import { PipelineError } from '../core/errors.ts';
import type { Logger } from '../core/logger.ts';

/** For `onError` of a subscription: what retention took unread is lost and an error, everything else goes on as `what` says. */
export function tellFailure(logger: Logger, what: string): (error: unknown) => void {
  return (error) => {
    const isLost = error instanceof PipelineError && error.code === 'offset_lost';
    if (isLost) logger.error('messages are lost, reading goes on behind them', { error });
    else logger.warn(what, { error });
  };
}
