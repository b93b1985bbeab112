import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { eventually } from '../stand-ins/eventually.ts';

const CLI = fileURLToPath(new URL('../../server/cli.ts', import.meta.url));
const START_TIMEOUT_MS = 60_000;
const LAST_WORDS = 2_000;

/** How a process ended, and everything that it wrote. */
export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

/** What an HTTP request was answered with. */
export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the server sent
  body: any;
}

/** The whole program in a process of its own, as a person starts it. */
export interface House {
  /** Where it listens: `http://127.0.0.1:<port>`. */
  readonly url: string;
  readonly pid: number;
  /** Its own log so far, one record a line. */
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever was logged
  ownLog(): any[];
  /** A body that is no string and no bytes goes as JSON. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  get(path: string): Promise<Answer>;
  /** Resident memory, now and at most so far. */
  memoryMb(): { now: number; peak: number };
  /** Ends it as a power cut would. */
  kill(): Promise<Ended>;
  /** Asks it to stop, and waits until it did. */
  stop(): Promise<Ended>;
  readonly ended: Promise<Ended>;
}

export interface HouseOptions {
  dataDir: string;
  settings?: Readonly<Record<string, string>>;
  /** Further words of the command line. */
  words?: readonly string[];
}

const running = new Set<ChildProcess>();

function launch({ dataDir, settings, words = [] }: HouseOptions): ChildProcess {
  const command = ['--disable-warning=ExperimentalWarning', CLI, 'start', '--json', ...words];
  const env = { PATH: process.env.PATH, PORT: '0', DATA_DIR: dataDir, GROUP_WAIT: '0s', ...settings };
  const child = spawn(process.execPath, command, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  child.once('close', () => running.delete(child));
  return child;
}

interface Watched {
  child: ChildProcess;
  output: { stdout: string; stderr: string };
  ended: Promise<Ended>;
}

function watch(child: ChildProcess): Watched {
  const output = { stdout: '', stderr: '' };
  child.stdout?.setEncoding('utf8').on('data', (text) => {
    output.stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text) => {
    output.stderr += text;
  });
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal, ...output }));
  return { child, output, ended };
}

/** Runs `logsieve start` where it is expected to end by itself. */
export function runHouse(options: HouseOptions): Promise<Ended> {
  return watch(launch(options)).ended;
}

async function readAnswer(response: Response): Promise<Answer> {
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false;
  const body = isJson && text !== '' ? JSON.parse(text) : undefined;
  return { status: response.status, headers: response.headers, text, body };
}

function createCall(url: string): House['call'] {
  return async (method, path, body, headers = {}) => {
    const isRaw = typeof body === 'string' || body instanceof Uint8Array;
    const sent =
      body === undefined ? {} : { body: isRaw ? (body as string | Uint8Array<ArrayBuffer>) : JSON.stringify(body) };
    const type = body === undefined || isRaw ? {} : { 'content-type': 'application/json' };
    return readAnswer(await fetch(url + path, { method, headers: { ...type, ...headers }, ...sent }));
  };
}

function readLines(text: string): unknown[] {
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  return whole.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as unknown] : []));
}

function memoryFigure(pid: number, name: 'VmRSS' | 'VmHWM'): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1_024;
}

/** Starts the program on a free port; resolves when it said that it is up. @throws Error with what it wrote when it ends instead. */
export async function startHouse(options: HouseOptions): Promise<House> {
  const { child, output, ended } = watch(launch(options));
  let over = false;
  void ended.then(() => {
    over = true;
  });
  const readPlace = (): { url: string; pid: number } | null => {
    if (over) throw new Error(`the house ended: ${output.stderr}`);
    return output.stdout.includes('\n') ? JSON.parse(output.stdout) : null;
  };
  const { url, pid } = await eventually('the house', readPlace, START_TIMEOUT_MS);
  const end = (signal: NodeJS.Signals): Promise<Ended> => {
    child.kill(signal);
    return ended;
  };
  const send = createCall(url);
  const call: House['call'] = async (...request) => {
    try {
      return await send(...request);
    } catch (cause) {
      throw new Error(`no answer from the house, whose last words are: ${output.stderr.slice(-LAST_WORDS)}`, { cause });
    }
  };
  return {
    url,
    pid,
    ended,
    call,
    get: (path) => call('GET', path),
    ownLog: () => readLines(output.stderr),
    memoryMb: () => ({ now: memoryFigure(pid, 'VmRSS'), peak: memoryFigure(pid, 'VmHWM') }),
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  };
}

/** Houses that a failed test left behind. */
export function killLeftovers(): void {
  for (const child of running) child.kill('SIGKILL');
}

const folders: string[] = [];

/** An empty folder that {@link removeFolders} takes away. */
export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'house-'));
  folders.push(folder);
  return folder;
}

export function removeFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}
