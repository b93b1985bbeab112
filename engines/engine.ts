import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** A server that runs as a process of its own. */
export interface Engine {
  name: string;
  pid: number;
  /** Where clients find it. */
  address: string;
  /** Orderly; ends it by force after a minute. Idempotent. */
  stop(): Promise<void>;
  /** At once, as a crash would. */
  kill(): Promise<void>;
}

export interface Launch {
  name: string;
  address: string;
  command: string;
  args: readonly string[];
  cwd?: string;
  env?: Readonly<Record<string, string>>;
  /** Everything that it prints. */
  logFile: string;
  /** Whether it answers its clients by now. */
  isReady(): Promise<boolean>;
}

const READY_WITHIN_MS = 300_000;
const STOP_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 200;

const tailOf = (file: string): string => readFileSync(file, 'utf8').split('\n').slice(-30).join('\n');

async function waitUntilReady({ name, isReady, logFile }: Launch, child: ChildProcess): Promise<void> {
  const deadline = performance.now() + READY_WITHIN_MS;
  while (!(await isReady().catch(() => false))) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`${name} ended:\n${tailOf(logFile)}`);
    if (performance.now() > deadline) {
      child.kill('SIGKILL');
      throw new Error(`${name} does not answer:\n${tailOf(logFile)}`);
    }
    await sleep(LOOK_EVERY_MS);
  }
}

/** Resolves when the server answers; it goes on when this process ends. @throws Error with the end of its log */
export async function launch(start: Launch): Promise<Engine> {
  const { name, address, command, args, cwd, env, logFile } = start;
  const log = openSync(logFile, 'a');
  const child = spawn(command, [...args], {
    cwd,
    env: { ...process.env, ...env },
    detached: true,
    stdio: ['ignore', log, log],
  });
  const exited = once(child, 'exit');
  child.unref();
  await once(child, 'spawn');
  await waitUntilReady(start, child);
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.ref();
    child.kill(signal);
    const force = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
    await exited;
    clearTimeout(force);
  };
  return { name, pid: child.pid ?? 0, address, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') };
}
