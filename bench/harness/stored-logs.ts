import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLogGenerator } from '../generate-logs.ts';
import { type House, startHouse } from './house.ts';
import { postLogs, waitUntilStored } from './pipeline.ts';
import type { RunOptions } from './scenario.ts';
import { untilIdle } from './until-idle.ts';

const BATCH = 1_000;
const SPAN_MS = 55 * 60_000;
/** A generated log may lie so much before its turn. */
const DISORDER_MS = 5_000;
const MANY = 1_000_000;
const FEW = 200_000;

/** Where logs are stored, and between which times they lie, epoch ms. */
interface Storage {
  dataDir: string;
  from: number;
  to: number;
}

/** The address of a page of the dashboard with a range over all logs. No two have the same, so that none is answered from memory of another. */
export type PageUrl = (path: string) => string;

async function fill(house: House, logs: number, from: number): Promise<void> {
  const generator = createLogGenerator(9, { startAt: from, logsPerSecond: logs / (SPAN_MS / 1_000) });
  for (let sent = 0; sent < logs; sent += BATCH) {
    const lines = Array.from({ length: BATCH }, () => JSON.stringify(generator.next()));
    await postLogs(house, Buffer.from(`${lines.join('\n')}\n`), BATCH);
  }
}

async function store({ quick, sharedDir, log }: RunOptions): Promise<Storage> {
  const logs = quick ? FEW : MANY;
  const dataDir = mkdtempSync(join(sharedDir, 'logs-'));
  const to = Date.now();
  const from = to - SPAN_MS - 60_000;
  const house = await startHouse({ dataDir });
  try {
    await fill(house, logs, from);
    await waitUntilStored(house, logs, from - DISORDER_MS, to);
    await untilIdle(house);
  } finally {
    await house.stop();
  }
  log(`${logs} logs stored`);
  return { dataDir, from: from - DISORDER_MS, to };
}

/** What an earlier run of this command has stored, or else what is stored now. */
async function findStorage(options: RunOptions): Promise<Storage> {
  const note = join(options.sharedDir, 'stored-logs.json');
  if (existsSync(note)) return JSON.parse(readFileSync(note, 'utf8'));
  const storage = await store(options);
  writeFileSync(note, JSON.stringify(storage));
  return storage;
}

/** A server that was started on 1,000,000 logs of 55 minutes (200,000 for a short run) and has come to rest, for as long as `use` runs. */
export async function withStoredLogs<T>(options: RunOptions, use: (pageUrl: PageUrl) => Promise<T>): Promise<T> {
  const { dataDir, from, to } = await findStorage(options);
  const house = await startHouse({ dataDir });
  let pages = 0;
  const pageUrl: PageUrl = (path) => {
    const range = new URLSearchParams({ from: String(from - pages++), to: String(to) });
    return `${house.origin}${path}?${range}`;
  };
  try {
    await untilIdle(house);
    return await use(pageUrl);
  } finally {
    await house.stop();
  }
}
