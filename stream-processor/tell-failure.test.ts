import { expect, it } from '@jest/globals';
import { PipelineError } from '../core/errors.ts';
import { silentLogger } from '../core/logger.ts';
import { tellFailure } from './tell-failure.ts';

it.each([
  ['an error that data is lost', new PipelineError('offset_lost', 'gone'), 'error', /lost/],
  ['a warning that it will be tried again', new PipelineError('unavailable', 'away'), 'warn', /^tried again$/],
  ['a warning of what is no error of ours', new TypeError('odd'), 'warn', /^tried again$/],
] as const)('tells as %s', (_, error, level, words) => {
  const told: unknown[] = [];
  const note = (given: string) => (message: string, fields?: object) => void told.push([given, message, fields]);
  tellFailure({ ...silentLogger, error: note('error'), warn: note('warn') }, 'tried again')(error);
  expect(told).toEqual([[level, expect.stringMatching(words), { error }]]);
});
