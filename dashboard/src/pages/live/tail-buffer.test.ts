import { describe, expect, test } from '@jest/globals';
import type { LogRecord } from '../../../../core/record.ts';
import { addGap, addLogs, countSeconds, EMPTY_BUFFER, fillGap, type TailBuffer } from './tail-buffer.ts';

const log = (id: string, level = 'info'): LogRecord => ({ id, level, message: id }) as LogRecord;
const ids = ({ entries }: TailBuffer): string[] => entries.map(({ id }) => id);

describe('the buffer of the live tail', () => {
  test('keeps the newest and says how many went', () => {
    const buffer = addLogs(
      EMPTY_BUFFER,
      ['a', 'b', 'c', 'd'].map((id) => log(id)),
      3,
    );
    expect([ids(buffer), buffer.dropped]).toEqual([['b', 'c', 'd'], 1]);
  });

  test('repeats nothing that comes again after the connection was lost', () => {
    const before = addLogs(EMPTY_BUFFER, [log('a'), log('b')]);
    expect(ids(addLogs(before, [log('b'), log('c')]))).toEqual(['a', 'b', 'c']);
  });

  test('takes the logs of a gap in its place', () => {
    const gapped = addGap(addLogs(EMPTY_BUFFER, [log('a')]), { skipped: 2, from: 'f', to: 't' });
    const buffer = addLogs(gapped, [log('d')]);
    const [, gap] = buffer.entries;
    expect(gap).toMatchObject({ kind: 'gap', skipped: 2 });
    expect(ids(fillGap(buffer, gap?.id ?? '', [log('a'), log('b'), log('c'), log('d')]))).toEqual(['a', 'b', 'c', 'd']);
    expect(fillGap(buffer, 'another', [log('b')])).toBe(buffer);
  });

  test('counts by second, a minute long', () => {
    const first = countSeconds([], [log('a'), log('b', 'error')], 1_000);
    const second = countSeconds(first, [log('c', 'fatal')], 1_900);
    expect(second).toEqual([{ second: 1, logs: 3, errors: 2 }]);
    expect(countSeconds(second, [], 120_000)).toEqual([{ second: 120, logs: 0, errors: 0 }]);
  });
});
