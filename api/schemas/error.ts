import { z } from 'zod';
import { ERROR_CODES, type ErrorCode } from '../../core/errors.ts';
import { named } from './components.ts';

/** What every answer with a 4xx or 5xx status looks like. */
export const errorAnswer = named(
  'Error',
  z.strictObject({
    error: z.strictObject({
      code: z.enum(Object.keys(ERROR_CODES) as ErrorCode[]),
      message: z.string(),
      details: z.record(z.string(), z.unknown()).optional(),
    }),
    request_id: z.string(),
  }),
);
