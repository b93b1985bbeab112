#!/usr/bin/env node
// Runs on any Node from 20 on: finds the Node that Logsieve brings along, and hands over to it.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const NEEDED_MAJOR = 24;
/** Of every thread, whatever it asks for itself. Young objects live for one batch; more room would only keep memory from the system. */
const SEMI_SPACE_MB = 8;
/** glibc: large buffers are given back to the system when they are freed, instead of being kept by each thread. */
const MEMORY_SETTINGS = {
  MALLOC_ARENA_MAX: '2',
  MALLOC_MMAP_THRESHOLD_: '131072',
  MALLOC_TRIM_THRESHOLD_: '131072',
};
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

function findNode() {
  if (Number(process.versions.node.split('.')[0]) >= NEEDED_MAJOR) return process.execPath;
  try {
    const folder = dirname(createRequire(import.meta.url).resolve('node/package.json'));
    const path = join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
    if (existsSync(path)) return path;
  } catch {
    // not installed: below
  }
  process.stderr.write(
    `logsieve: needs Node ${NEEDED_MAJOR}, and this is ${process.version}; "npm install" brings it along\n`,
  );
  process.exit(1);
}

const node = findNode();
const cli = fileURLToPath(new URL('../server/cli.ts', import.meta.url));
const args = [
  '--disable-warning=ExperimentalWarning',
  `--max-semi-space-size=${SEMI_SPACE_MB}`,
  // flags that this process was given are meant for the other, and count more
  ...process.execArgv,
  cli,
  ...process.argv.slice(2),
];
const cache = join(dirname(dirname(cli)), 'node_modules', '.cache', 'logsieve');
const env = { ...MEMORY_SETTINGS, NODE_COMPILE_CACHE: cache, ...process.env };

// where it can, this process becomes the other, so that signals and exit codes need nobody to pass them on
if (node === process.execPath && typeof process.execve === 'function' && process.platform !== 'win32') {
  process.execve(node, [node, ...args], env);
}

const child = spawn(node, args, { stdio: 'inherit', env });
for (const signal of SIGNALS) process.on(signal, () => child.kill(signal));
child.on('error', (error) => {
  process.stderr.write(`logsieve: cannot run ${node}: ${error.message}\n`);
  process.exit(1);
});
child.on('exit', (code, signal) => {
  if (signal === null) process.exit(code ?? 1);
  for (const each of SIGNALS) process.removeAllListeners(each);
  process.kill(process.pid, signal);
});
