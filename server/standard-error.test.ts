import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from '@jest/globals';

const PROGRAM = `
  import { createTerminal } from ${JSON.stringify(new URL('./command-line/terminal.ts', import.meta.url).href)};
  import { standardError } from ${JSON.stringify(new URL('./logger.ts', import.meta.url).href)};
  createTerminal();
  process.stdin.once('data', () => {
    const screen = standardError();
    for (let line = 0; line < 3; line++) screen.write('an alert\\n');
    setImmediate(() => process.stdout.write('goes on'));
    process.stdin.pause();
  });
`;

it('a line that nobody reads any more does not end the process, also where a terminal is in use', async () => {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', PROGRAM], { stdio: 'pipe' });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    said += text;
  });
  child.stderr.destroy();
  await once(child.stderr, 'close');
  child.stdin.end('now\n');
  await once(child, 'close');
  expect(said).toBe('goes on');
});
