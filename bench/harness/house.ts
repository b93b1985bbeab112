import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../engines/free-port.ts';
import type { RoleName } from '../../server/role.ts';
import { createHttpClient, type HttpClient } from './http-client.ts';
import { cpuSecondsOf, memoryOf } from './process-usage.ts';
import { waitFor } from './wait.ts';

const BIN = fileURLToPath(new URL('../../bin/logsieve.js', import.meta.url));
const START_TIMEOUT_MS = 60_000;
const KEPT_OUTPUT = 4_000;

/** The whole program, or one role of it, in a process of its own, as a user starts it. */
export interface House {
  origin: string;
  http: HttpClient;
  /** From the start of the process to the first 200 of /health/ready. */
  readyAfterMs: number;
  cpuSeconds(): number;
  memory(): { residentMb: number; peakMb: number };
  /** Stops it in order. */
  stop(): Promise<void>;
}

export interface HouseOptions {
  dataDir: string;
  /** Default: all of them in the one process. */
  role?: RoleName;
  connections?: number;
  settings?: Readonly<Record<string, string>>;
}

function spawnHouse(port: number, options: HouseOptions): ChildProcess {
  // flags for the server alone, such as --cpu-prof, when a figure has to be explained
  const flags = (process.env.BENCH_SERVER_FLAGS ?? '').split(' ').filter((flag) => flag !== '');
  // on this Node the launcher becomes the server, so what is measured is the process that is started here
  return spawn(process.execPath, [...flags, BIN, 'start', ...(options.role ? ['--role', options.role] : [])], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      HOST: '127.0.0.1',
      PORT: String(port),
      DATA_DIR: options.dataDir,
      LOG_LEVEL: 'warn',
      ...options.settings,
    },
  });
}

/** Starts the program on a free port and waits until it is ready. @throws Error with its output when it does not come up */
export async function startHouse(options: HouseOptions): Promise<House> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const begun = performance.now();
  const child = spawnHouse(port, options);
  const exited = once(child, 'exit');
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-KEPT_OUTPUT);
    });
  }
  const http = createHttpClient({ origin, connections: options.connections ?? 8 });
  const readyAfterMs = await waitFor('the server', START_TIMEOUT_MS, 5, async () => {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}: ${output}`);
    const answer = await http.get('/health/ready').catch(() => null);
    return answer?.status === 200 ? performance.now() - begun : null;
  }).catch((error: Error) => {
    child.kill('SIGKILL');
    throw new Error(`${error.message}; its last words: ${output}`);
  });
  const pid = child.pid ?? 0;
  return {
    origin,
    http,
    readyAfterMs,
    cpuSeconds: () => cpuSecondsOf(pid),
    memory: () => memoryOf(pid),
    async stop() {
      http.close();
      child.kill('SIGTERM');
      await exited;
      if (child.exitCode !== 0) throw new Error(`the server stopped with ${child.exitCode}: ${output}`);
    },
  };
}

/** Hands a new folder to `use` and deletes it afterwards. */
export async function withFolder<T>(use: (dir: string) => Promise<T>): Promise<T> {
  const dir = mkdtempSync(join(tmpdir(), 'logsieve-bench-'));
  try {
    return await use(dir);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** A server on a new folder for as long as `use` runs. */
export function withHouse<T>(options: Omit<HouseOptions, 'dataDir'>, use: (house: House) => Promise<T>): Promise<T> {
  return withFolder(async (dataDir) => {
    const house = await startHouse({ ...options, dataDir });
    try {
      return await use(house);
    } finally {
      await house.stop();
    }
  });
}

/** Roles in processes of their own for as long as `use` runs. */
export function withRoles<T, Name extends RoleName>(
  roles: readonly Name[],
  options: Omit<HouseOptions, 'dataDir' | 'role'>,
  use: (houses: Readonly<Record<Name, House>>) => Promise<T>,
): Promise<T> {
  return withFolder(async (dataDir) => {
    const starts = await Promise.allSettled(roles.map((role) => startHouse({ ...options, dataDir, role })));
    const houses = starts.flatMap((start) => (start.status === 'fulfilled' ? [start.value] : []));
    try {
      const failed = starts.find(({ status }) => status === 'rejected');
      if (failed) throw (failed as PromiseRejectedResult).reason;
      return await use(Object.fromEntries(roles.map((role, at) => [role, houses[at]])) as Record<Name, House>);
    } finally {
      await Promise.all(houses.map((house) => house.stop()));
    }
  });
}
