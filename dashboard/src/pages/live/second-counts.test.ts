import { expect, test } from '@jest/globals';
import type { LogRecord } from '../../../../core/record.ts';
import { countSeconds } from './second-counts.ts';

const log = (level: string): LogRecord => ({ level }) as LogRecord;

test('logs and errors are counted by second, for two minutes', () => {
  const first = countSeconds([], [log('info'), log('error')], 1_000);
  const second = countSeconds(first, [log('fatal')], 1_900);
  expect(second).toEqual([{ second: 1, logs: 3, errors: 2 }]);
  expect(countSeconds(second, [], 120_000)).toHaveLength(2);
  expect(countSeconds(second, [], 121_000)).toEqual([{ second: 121, logs: 0, errors: 0 }]);
});
