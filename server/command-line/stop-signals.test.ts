import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';

const MODULE = JSON.stringify(new URL('./stop-signals.ts', import.meta.url).href);
/** A process that is told to stop and does not. */
const STUBBORN = `
  const { watchStopSignals } = await import(${MODULE});
  setInterval(() => {}, 1_000);
  const { first } = watchStopSignals();
  console.log('ready');
  console.log(await first);`;

async function launch() {
  const child = spawn(process.execPath, [
    '--disable-warning=ExperimentalWarning',
    '--input-type=module',
    '-e',
    STUBBORN,
  ]);
  let output = '';
  child.stdout.on('data', (text) => {
    output += text;
  });
  const until = async (word: string) => {
    while (!output.includes(word)) await once(child.stdout, 'data');
  };
  await until('ready');
  return { child, until };
}

describe('watchStopSignals', () => {
  it.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
  ] as const)('tells the first %s, and ends with %d at a later one', async (signal, code) => {
    const { child, until } = await launch();
    const ended = once(child, 'exit');
    child.kill(signal);
    await until(signal);
    while (child.exitCode === null) {
      child.kill(signal);
      await pause(20);
    }
    expect(await ended).toEqual([code, null]);
  });

  it('takes one signal that comes by two ways for one', async () => {
    const { child, until } = await launch();
    child.kill('SIGINT');
    child.kill('SIGINT');
    await until('SIGINT');
    expect(child.exitCode).toBeNull();
    child.kill('SIGKILL');
    await once(child, 'exit');
  });
});
