import { expect, test } from '@jest/globals';
import { checkAlertRule } from './alert-rule-check.ts';
import { wordFault } from './schema-faults.ts';

const rule = { name: 'a', severity: 'high', condition: { type: 'count', op: '>', threshold: 1 } };

function faultsOf(change: object): string[] {
  const checked = checkAlertRule({ ...rule, ...change });
  return 'faults' in checked ? checked.faults.map(wordFault) : [];
}

test('everything that is wrong is told at once, its queries too', () => {
  const condition = { type: 'ratio', of: '(', op: '=', threshold: 2 };
  expect(faultsOf({ name: 'A', severity: 'loud', query: 'level:loud', condition, colour: 'red' })).toEqual([
    'name: must be lower-case letters, digits, - and _, at most 64',
    'condition.op: must be one of >, >=, <, <=',
    'condition.threshold: must be at most 1',
    'severity: must be one of low, medium, high, critical',
    'colour: not known here',
    expect.stringMatching(/^query: 'loud' is no level/),
    expect.stringMatching(/^condition\.of: unexpected end/),
  ]);
});

test.each([
  ['count', '>', -1, 'always'],
  ['count', '>=', 0, 'always'],
  ['count', '<', 0, 'never'],
  ['count', '<=', -1, 'never'],
  ['count', '>', 0, null],
  ['count', '<=', 0, null],
  ['rate', '<', -0.5, 'never'],
  ['distinct', '>=', 0, 'always'],
  ['quantile', '>', -5, 'always'],
  ['ratio', '>', 1, 'never'],
  ['ratio', '>=', 1, null],
  ['ratio', '<=', 1, 'always'],
  ['ratio', '>=', 0, 'always'],
  ['ratio', '<', 0, 'never'],
  ['ratio', '<', 1, null],
])('a %s %s %d is refused when it does not depend on the logs: %s', (type, op, threshold, truth) => {
  const more = { ratio: { of: 'x' }, distinct: { field: 'host' }, quantile: { quantile: 0.5 } }[type] ?? {};
  const told = truth === null ? [] : [`condition.threshold: with this threshold the condition is ${truth} true`];
  expect(faultsOf({ condition: { type, op, threshold, ...more } })).toEqual(told);
});
