import { describe, expect, it } from '@jest/globals';
import { type ErrorCode, PipelineError } from './errors.ts';
import { readRetryAfter, retryAfterS } from './retry-after.ts';

describe('Retry-After', () => {
  it.each([
    ['storage_full', 30],
    ['unavailable', 1],
    ['query_timeout', 1],
    ['invalid_json', null],
    ['internal', null],
  ] as const)('beside %s is %p', (code: ErrorCode, seconds) => {
    expect(retryAfterS(new PipelineError(code, 'x'))).toBe(seconds);
  });

  const NOW = Date.UTC(2026, 10, 20, 8);
  it.each([
    ['2', 2_000],
    [' 0.5 ', 500],
    ['Fri, 20 Nov 2026 08:00:10 GMT', 10_000],
    ['Fri, 20 Nov 2026 07:00:00 GMT', 0],
    ['', null],
    ['soon', null],
    [null, null],
    [undefined, null],
  ])('%p asks for %p ms', (text, ms) => expect(readRetryAfter(text, NOW)).toBe(ms));

  it('as a date says nothing where the time is not known', () => {
    expect(readRetryAfter('Fri, 20 Nov 2026 08:00:10 GMT', Number.NaN)).toBeNull();
  });
});
