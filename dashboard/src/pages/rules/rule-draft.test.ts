import { expect, test } from '@jest/globals';
import { alertRuleSchema } from '../../../../core/alert-rule.ts';
import { ApiError } from '../../api/request.ts';
import { bodyOf, draftOf, faultsOf, newDraft } from './rule-draft.ts';
import { countFirings, stretchesOf } from './rule-preview.ts';

test('a rule is the same after it was in the form', () => {
  const condition = { type: 'ratio', of: 'level:error', op: '>', threshold: 0.1, min_count: 5 };
  const rule = alertRuleSchema.parse({ name: 'r', condition, severity: 'low', group_by: ['service'], slide: '10s' });
  expect(bodyOf(draftOf(rule))).toEqual(rule);
});

test('each fault is told at its field', () => {
  const details = {
    faults: [
      { path: 'condition.threshold', message: 'a' },
      { path: 'group_by.0', message: 'b' },
    ],
  };
  const error = new ApiError(400, 'invalid_rule', 'wrong', { details });
  const sent = { name: 'r' };
  expect(faultsOf(error, sent)).toEqual({ threshold: 'a', group_by: 'b' });
  expect(faultsOf(new ApiError(0, 'offline', 'gone'), sent)).toEqual({ '': 'gone' });
});

test('a rule without a name is told so, not how names are written', () => {
  const details = { faults: [{ path: 'name', message: 'must be lower-case letters' }] };
  const error = new ApiError(400, 'invalid_rule', 'wrong', { details });
  expect(faultsOf(error, { name: ' ' })).toEqual({ name: 'The rule needs a name.' });
  expect(faultsOf(error, { name: 'A' })).toEqual({ name: 'must be lower-case letters' });
});

test('logs that end fire once, after enough windows with some', () => {
  const draft = { ...newDraft(''), type: 'absence' as const, min_windows: '2' };
  expect(countFirings(draft, [0, 3, 0, 1, 1, 0, 0, 2])).toBe(1);
});

test('windows that cross one after another fire once', () => {
  const draft = { ...newDraft(''), threshold: '5' };
  expect(countFirings(draft, [1, 5, 9, 0, 6])).toBe(2);
  expect(countFirings({ ...draft, slide: '10s' }, [9])).toBeNull();
});

test('a day of short windows is asked for in stretches', () => {
  expect(stretchesOf('1m', 1_000_000_000_000)).toHaveLength(2);
  expect(stretchesOf('wrong', 0)).toEqual([]);
});
