import { describe, expect, it } from '@jest/globals';
import { ledgerKey, readCounts, writeCounts } from './ledger.ts';

describe('counts on the ledger', () => {
  it('are read as they were written, by their keeper alone', () => {
    const counts = { stored: 7, deadLettered: 1, epoch: 'e1', offset: 8 };
    const { key, value, partition } = writeCounts('indexer', 2, counts);
    const stored = Buffer.from(String(value));
    expect([key, partition]).toEqual([ledgerKey('indexer', 2), 2]);
    expect(readCounts('indexer', key ?? '', stored)).toEqual(counts);
    expect(readCounts('processor', key ?? '', stored)).toBeNull();
  });

  it('of what has no partition lie on any', () => {
    expect(writeCounts('replay', 'a-page', { replayed: 3 })).not.toHaveProperty('partition');
  });
});
