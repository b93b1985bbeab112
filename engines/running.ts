import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Engine } from './engine.ts';

/** An engine that an earlier call started. */
export type Running = Pick<Engine, 'name' | 'pid' | 'address'>;

const STOP_WITHIN_MS = 60_000;
const fileOf = (dir: string, name: string): string => join(dir, `${name}.json`);

export function rememberRunning(dir: string, name: string, engine: Running): void {
  mkdirSync(dir, { recursive: true });
  writeFileSync(fileOf(dir, name), JSON.stringify({ name: engine.name, pid: engine.pid, address: engine.address }));
}

/** What was started under this name; null when nothing was, or it was stopped. */
export function readRunning(dir: string, name: string): Running | null {
  const file = fileOf(dir, name);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Running) : null;
}

/** Whether the process is still there and still a Java program, as its number may be somebody else's by now. */
export function isRunning({ pid }: Running): boolean {
  const commandLine = `/proc/${pid}/cmdline`;
  if (existsSync('/proc/self') && !existsSync(commandLine)) return false;
  return !existsSync(commandLine) || readFileSync(commandLine, 'utf8').includes('java');
}

/** Ends it in order, after a minute by force. */
export async function stopRunning(dir: string, name: string, running: Running): Promise<void> {
  const deadline = performance.now() + STOP_WITHIN_MS;
  if (isRunning(running)) process.kill(running.pid, 'SIGTERM');
  while (isRunning(running)) {
    if (performance.now() > deadline) process.kill(running.pid, 'SIGKILL');
    await sleep(100);
  }
  rmSync(fileOf(dir, name));
}
