import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from '@jest/globals';
import type { LogStore, RecordPosition } from '../../../core/log-store.ts';
import type { LogRecord } from '../../../core/record.ts';
import { createEmbeddedStore } from './log-store.ts';
import { FIRST_TIME, numberedRecord } from './test-subjects/numbered-record.ts';

/** For a longer trial: CRASH_RUNS=1000 npm test -- crash */
const RUNS = Number(process.env.CRASH_RUNS ?? 10);
const child = fileURLToPath(new URL('./test-subjects/crash-child.ts', import.meta.url));
const dir = mkdtempSync(join(tmpdir(), 'store-crash-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** Lets a process write from this offset on, kills it, and gives the offset up to which it was answered. */
async function writeAndKill(first: number, afterMs: number): Promise<number> {
  const writer = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', child, dir, `${first}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  writer.stdout.setEncoding('utf8').on('data', (text) => {
    output += text;
  });
  const exited = once(writer, 'close');
  await once(writer.stdout, 'data');
  await wait(afterMs);
  writer.kill('SIGKILL');
  await exited;
  const lines = output.slice(0, output.lastIndexOf('\n')).split('\n');
  return Number(lines.at(-1));
}

async function everything(store: LogStore): Promise<LogRecord[]> {
  const records: LogRecord[] = [];
  let after: RecordPosition | undefined;
  do {
    const page = await store.search({
      from: FIRST_TIME,
      to: FIRST_TIME * 2,
      query: { kind: 'all' },
      limit: 1_000,
      order: 'asc',
      ...(after ? { after } : {}),
    });
    records.push(...page.records);
    after = page.next ?? undefined;
  } while (after);
  return records;
}

test(
  `killed at any of ${RUNS} moments, it has every record it answered for, once, and no other`,
  async () => {
    let answered = 0;
    for (let run = 0; run < RUNS; run++) {
      // A reader of the bus goes back a little after a crash, so some records come again.
      answered = Math.max(answered, await writeAndKill(Math.max(0, answered - 50), Math.random() * 200));
      const store = await createEmbeddedStore({ dir, readers: 1, mergeInBackground: false });
      try {
        const records = await everything(store);
        expect(records.length).toBeGreaterThanOrEqual(answered);
        expect(records).toEqual(records.map((_, offset) => numberedRecord(offset)));
      } finally {
        await store.close();
      }
    }
    expect(answered).toBeGreaterThan(0);
  },
  20_000 + RUNS * 5_000,
);
