import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createEmbeddedStore } from '../backends/embedded/store/log-store.ts';
import type { WriteResult } from '../core/log-store.ts';
import type { LogRecord } from '../core/record.ts';
import { createJoinedWrite } from './joined-write.ts';

let dir: string;
let store: Awaited<ReturnType<typeof createEmbeddedStore>>;
let written: WriteResult[];

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'joined-write-'));
  store = await createEmbeddedStore({ dir, readers: 1, mergeInBackground: false });
  written = [];
});
afterEach(async () => {
  await store.close();
  rmSync(dir, { recursive: true });
});

const open = (maxRecords: number) =>
  createJoinedWrite({ store, maxRecords, onWritten: (result) => void written.push(result) });

function records(partition: number, count: number): LogRecord[] {
  const at = '2026-01-02T03:04:05.678Z';
  return Array.from({ length: count }, (_, offset) => ({
    id: `e0-${partition}-${offset}`,
    timestamp: at,
    received_at: at,
    processed_at: at,
    level: 'info',
    service: 'shop',
    message: `log ${offset}`,
    category: 'General',
    category_confidence: 1,
    model_version: 'm',
    attributes: {},
  }));
}

describe('a joined write', () => {
  it('makes one write of the calls of one turn, and tells each of its own records', async () => {
    const write = open(100);
    const broken = { ...records(1, 1)[0], id: 'no id' } as LogRecord;
    const answers = await Promise.all([write(records(0, 3)), write([...records(1, 2), broken]), write(records(2, 1))]);
    expect(answers.map((each) => each.map(({ index }) => index))).toEqual([[], [2], []]);
    expect(written).toMatchObject([{ stored: 6, duplicates: 0 }]);
  });

  it('writes apart what is too much for one', async () => {
    const write = open(4);
    await Promise.all([write(records(0, 3)), write(records(1, 3)), write(records(2, 9))]);
    expect(written.map(({ stored }) => stored)).toEqual([3, 3, 9]);
  });

  it('tells every caller that the store failed', async () => {
    const write = open(100);
    await store.close();
    const calls = await Promise.allSettled([write(records(0, 1)), write(records(1, 1))]);
    expect(calls).toMatchObject([
      { status: 'rejected', reason: { code: 'unavailable' } },
      { status: 'rejected', reason: { code: 'unavailable' } },
    ]);
  });
});
