import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const BIN = fileURLToPath(new URL('../../bin/logsieve.js', import.meta.url));

export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

/** The command line as a real process. */
export interface LogsieveProcess {
  child: ChildProcess;
  /** Resolves with all that it has written to standard output once that matches; rejects when it ends before. */
  output(pattern: RegExp): Promise<string>;
  ended: Promise<Ended>;
}

export interface LaunchOptions {
  env?: Record<string, string>;
  /** Of Node, before the words. */
  flags?: readonly string[];
  /** Given to its standard input, which is closed behind it. */
  input?: string | Buffer;
}

/** Runs `logsieve` with these words, in an environment that holds nothing but the path and what is given. */
export function launchLogsieve(
  words: readonly string[],
  { env = {}, flags = [], input }: LaunchOptions = {},
): LogsieveProcess {
  const child = spawn(process.execPath, [...flags, BIN, ...words], { env: { PATH: process.env.PATH, ...env } });
  const written = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      written[name] += text;
    });
  }
  child.stdin.on('error', () => {});
  if (input !== undefined) child.stdin.end(input);
  const ended = once(child, 'close').then(([code, signal]): Ended => ({ code, signal, ...written }));
  return {
    child,
    ended,
    output: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => pattern.test(written.stdout) && resolve(written.stdout);
        child.stdout.on('data', look);
        ended.then(() => reject(new Error(`ended before it wrote ${pattern}: ${JSON.stringify(written)}`)));
        look();
      }),
  };
}

/** Runs `logsieve` to its end. */
export function runLogsieve(words: readonly string[], options: LaunchOptions = {}): Promise<Ended> {
  return launchLogsieve(words, { input: '', ...options }).ended;
}
