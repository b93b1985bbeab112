import { describe, expect, it } from '@jest/globals';
import { errorBody, toPipelineError } from './error-body.ts';
import { PipelineError } from './errors.ts';

describe('errorBody', () => {
  it('carries code, message, details and the request id', () => {
    const error = new PipelineError('query_syntax', "unexpected ')' at column 14", { details: { column: 14 } });
    expect(errorBody(error, 'r-1')).toEqual({
      error: { code: 'query_syntax', message: "unexpected ')' at column 14", details: { column: 14 } },
      request_id: 'r-1',
    });
  });

  it('says nothing of the inside when the error is not one of ours', () => {
    const secret = new Error('password is hunter2');
    expect(JSON.stringify(errorBody(secret, 'r-2'))).not.toContain('hunter2');
    expect(toPipelineError(secret).status).toBe(500);
    expect(toPipelineError(secret).cause).toBe(secret);
  });
});
