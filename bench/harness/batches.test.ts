import { describe, expect, it } from '@jest/globals';
import type { LogEvent } from '../../core/record.ts';
import { createBatches, MARKER } from './batches.ts';

const NOW = Date.UTC(2026, 10, 20, 12);
const read = (body: Buffer): LogEvent[] =>
  body
    .toString()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as LogEvent);

describe('bodies made beforehand', () => {
  it('have so many logs, with times that end at the moment of taking', () => {
    const logs = read(createBatches({ size: 4, count: 1, seed: 1 }).next(NOW, 40));
    expect(logs.map(({ timestamp }) => Date.parse(timestamp) - NOW)).toEqual([-30, -20, -10, 0]);
  });

  it('carry the marker of the taking in the first log only', () => {
    const batches = createBatches({ size: 3, count: 2, seed: 1, marked: true });
    const markers = [1, 2, 3].map((marker) => read(batches.next(NOW, 3, marker)).map((log) => log.attributes[MARKER]));
    expect(markers).toEqual([
      ['000000000001', undefined, undefined],
      ['000000000002', undefined, undefined],
      ['000000000003', undefined, undefined],
    ]);
  });

  it('have only logs that were asked for', () => {
    const batches = createBatches({ size: 50, count: 1, seed: 3, keep: ({ level }) => level === 'info' });
    expect(new Set(read(batches.next(NOW, 1)).map(({ level }) => level))).toEqual(new Set(['info']));
  });
});
