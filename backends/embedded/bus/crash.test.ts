import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from '@jest/globals';
import { readTopic } from '../../../core/read-topic.ts';
import { createEmbeddedBus, type EmbeddedBus } from '../log-bus.ts';

/** For a longer trial: CRASH_RUNS=1000 npm test -- crash */
const RUNS = Number(process.env.CRASH_RUNS ?? 10);
const child = fileURLToPath(new URL('./test-subjects/crash-child.ts', import.meta.url));
const dir = mkdtempSync(join(tmpdir(), 'bus-crash-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** Lets a process work for a moment, kills it, and gives the ids it had been told were taken. */
async function workAndKill(round: number, afterMs: number): Promise<string[]> {
  const worker = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', child, dir, `${round}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  worker.stdout.setEncoding('utf8').on('data', (text) => {
    output += text;
  });
  const exited = once(worker, 'close');
  await once(worker.stdout, 'data');
  setTimeout(() => worker.kill('SIGKILL'), afterMs);
  await exited;
  return output
    .slice(0, output.lastIndexOf('\n') + 1)
    .split(/\s/)
    .filter(Boolean);
}

async function contentOf(bus: EmbeddedBus, topic: string): Promise<string[][]> {
  const content: string[][] = [[], []];
  await readTopic(bus, topic, 'earliest', (messages) => {
    for (const { partition, offset, value } of messages) {
      expect(offset).toBe(content[partition]?.length);
      content[partition]?.push(value.toString());
    }
    return true;
  });
  return content;
}

it(
  `loses nothing that was taken, and finishes nothing by halves, when killed at any of ${RUNS} moments`,
  async () => {
    const taken: string[] = [];
    for (let round = 0; round < RUNS; round++) {
      taken.push(...(await workAndKill(round, Math.random() * 150)));
      const bus = await createEmbeddedBus({ dir, now: Date.now });
      try {
        const input = await contentOf(bus, 'in');
        const output = await contentOf(bus, 'out');
        const all = input.flat();
        expect(new Set(all).size).toBe(all.length);
        const present = new Set(all);
        expect(taken.filter((id) => !present.has(id))).toEqual([]);
        for (const lag of await bus.lag()) {
          if (lag.topic !== 'in') continue;
          const committed = lag.groups[0]?.committedOffset ?? 0;
          expect(output[lag.partition]).toEqual(input[lag.partition]?.slice(0, committed));
        }
        await readTopic(bus, 'count', 'earliest', (messages) => {
          for (const { partition, value } of messages) expect(Number(value)).toBe(output[partition]?.length);
          return true;
        });
      } finally {
        await bus.close();
      }
    }
    expect(taken.length).toBeGreaterThan(0);
  },
  20_000 + RUNS * 3_000,
);
