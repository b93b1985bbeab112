import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { startCheckpoints } from './checkpoints.ts';
import { createWakeups } from './wakeups.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'bus-timers-'));
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
  rmSync(dir, { recursive: true });
});

it('a look at a file that cannot be read throws nothing, and lets the readers look', () => {
  const db = new DatabaseSync(':memory:');
  const wakeups = createWakeups(dir, db);
  let woken = 0;
  const end = wakeups.listen(['logs'], () => {
    woken += 1;
  });
  db.close();
  jest.advanceTimersByTime(200);
  expect(woken).toBe(2);
  end();
  wakeups.close();
});

it('a write-ahead log that cannot be looked at throws nothing', () => {
  const db = new DatabaseSync(':memory:');
  symlinkSync('bus.db-wal', join(dir, 'bus.db-wal'));
  const end = startCheckpoints(db, dir);
  jest.advanceTimersByTime(1_000);
  end();
  db.close();
});
