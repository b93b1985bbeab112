import { systemClock } from '../../core/clock.ts';
import { PipelineError } from '../../core/errors.ts';
import { HELP, readOptions } from './options.ts';
import { runDemo } from './run-demo.ts';

const stopping = new AbortController();

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** The exit code: 0 when everything that was to be seen was seen. */
async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2), process.env);
  if (options.wantsHelp) {
    say(HELP);
    return 0;
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stopping.abort());
  return (await runDemo({ ...options, env: process.env, clock: systemClock, say, signal: stopping.signal })) ? 0 : 1;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`demo: ${error instanceof PipelineError ? error.message : (error as Error).stack}\n`);
    process.exitCode = error instanceof PipelineError && error.code === 'invalid_parameter' ? 2 : 1;
  },
);
