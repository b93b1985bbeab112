import { z } from 'zod';
import { alert } from './alert.ts';

/** An alert's change as the API can tell it; what else stands in it is not looked at. */
export const alertEvent = z.looseObject({
  ...alert.omit({ status: true, assignee: true, sample_log_ids: true, notifications: true, timeline: true }).shape,
  type: z.enum(['firing', 'resolved']),
  started_at: z.iso.datetime(),
  ended_at: z.iso.datetime().nullable(),
  window: z.looseObject({ from: z.string(), to: z.string() }),
});
