import { expect, test } from '@jest/globals';
import { stepLog } from './step-log.ts';

const logs = [{ id: 'a' }, { id: 'b' }, { id: 'c' }];

test('steps to the log after or before the open one', () => {
  expect([stepLog(logs, 'b', 1), stepLog(logs, 'b', -1)]).toEqual(['c', 'a']);
});

test('goes nowhere from an end', () => {
  expect([stepLog(logs, 'c', 1), stepLog(logs, 'a', -1)]).toEqual([null, null]);
});

test('begins at the first when the open one is no longer in the list', () => {
  expect([stepLog(logs, 'gone', 1), stepLog(logs, 'gone', -1)]).toEqual(['a', null]);
});
