import { expect, it } from '@jest/globals';
import { PipelineError } from '../../core/errors.ts';
import { protocolError } from './connection.ts';
import { isWorthAnotherTry, toPipelineError } from './errors.ts';

it.each([
  ['a producer that was replaced', 47, 'fenced', false],
  ['a producer that was fenced', 90, 'fenced', false],
  ['a member that was replaced', 25, 'fenced', false],
  ['an older generation', 22, 'fenced', false],
  ['an unknown topic', 3, 'not_found', true],
  ['no leader', 5, 'unavailable', true],
  ['too few replicas', 19, 'unavailable', true],
  ['a large message', 10, 'record_too_large', false],
  ['a wrong password', 58, 'invalid_config', false],
  ['a forbidden topic', 29, 'invalid_config', false],
])('%s has a code of ours', (_, code, expected, mayPass) => {
  const error = protocolError(code);
  expect(toPipelineError(error, 'testing')).toMatchObject({ code: expected, cause: error });
  expect(isWorthAnotherTry(error)).toBe(mayPass);
});

it('leaves an error of ours as it is', () => {
  const error = new PipelineError('offset_lost', 'gone');
  expect(toPipelineError(error, 'testing')).toBe(error);
});
