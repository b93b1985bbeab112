import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PipelineError } from '../../core/errors.ts';

/** A Logsieve of its own, with its data in a folder that goes when it stops. */
export interface LogsieveProcess {
  readonly url: string;
  stop(): Promise<void>;
}

export interface LogsieveProcessOptions {
  /** 0: any free one. */
  port: number;
  env: Readonly<Record<string, string | undefined>>;
}

const CLI = fileURLToPath(new URL('../../server/cli.ts', import.meta.url));
const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 15_000;
const KEPT_CHARS = 2_000;

/** The first line it prints, which says where it listens. @throws PipelineError `unavailable` when it ends before, with its last words. */
async function readStarted(child: ChildProcess): Promise<{ url: string }> {
  let printed = '';
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    said = (said + chunk).slice(-KEPT_CHARS);
  });
  const line = new Promise<string>((resolve) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      printed += chunk;
      if (printed.includes('\n')) resolve(printed);
    });
  });
  const signal = AbortSignal.timeout(START_TIMEOUT_MS);
  const ended = once(child, 'exit', { signal }).then(
    () => Promise.reject(new PipelineError('unavailable', `Logsieve did not start:\n${said.trim()}`)),
    () => Promise.reject(new PipelineError('unavailable', `Logsieve did not start within ${START_TIMEOUT_MS} ms`)),
  );
  return JSON.parse(await Promise.race([line, ended])) as { url: string };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
  await exited;
  clearTimeout(timer);
}

/**
 * Starts Logsieve as a child process; resolves once it takes logs.
 * @throws PipelineError `unavailable`; nothing is left behind then.
 */
export async function startLogsieveProcess({ port, env }: LogsieveProcessOptions): Promise<LogsieveProcess> {
  const dir = await mkdtemp(join(tmpdir(), 'logsieve-demo-'));
  const args = ['--disable-warning=ExperimentalWarning', CLI, 'start', '--json', '--port', String(port)];
  // a group of its own: Ctrl-C is for the demo, which ends it when the last logs are out
  const child = spawn(process.execPath, [...args, '--data-dir', dir], { env, stdio: 'pipe', detached: true });
  const stop = async (): Promise<void> => {
    await end(child);
    await rm(dir, { recursive: true, force: true });
  };
  try {
    const { url } = await readStarted(child);
    return { url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
