import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { lockFolder } from './folder-lock.ts';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'folder-lock-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const module = new URL('./folder-lock.ts', import.meta.url).href;

async function lockInChild() {
  const script = `import { lockFolder } from '${module}'; await lockFolder(${JSON.stringify(dir)}); console.log('locked'); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '--disable-warning=ExperimentalWarning', '-e', script]);
  await once(child.stdout, 'data');
  return child;
}

describe('a data folder', () => {
  it('belongs to one process, which the refusal names', async () => {
    const child = await lockInChild();
    try {
      await expect(lockFolder(dir)).rejects.toMatchObject({
        code: 'folder_locked',
        message: expect.stringContaining(`in use by process ${child.pid}`),
        details: { dir, pid: child.pid },
      });
    } finally {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
  });

  it('is free again when its owner was killed, whatever the file beside it says', async () => {
    const child = await lockInChild();
    child.kill('SIGKILL');
    await once(child, 'exit');
    writeFileSync(join(dir, 'lock.pid'), `${process.pid}\n`);
    const lock = await lockFolder(dir);
    await lock.release();
  });

  it('cannot be taken twice by one process, and can be given back', async () => {
    const lock = await lockFolder(dir);
    await expect(lockFolder(dir)).rejects.toMatchObject({ code: 'folder_locked', details: { pid: process.pid } });
    await lock.release();
    await lock.release();
    await (await lockFolder(dir)).release();
  });

  it('is made when it is missing, and refused where that is not possible', async () => {
    await (await lockFolder(join(dir, 'a', 'b'))).release();
    writeFileSync(join(dir, 'file'), '');
    await expect(lockFolder(join(dir, 'file', 'data'))).rejects.toMatchObject({ code: 'folder_unwritable' });
  });

  it.each([
    ['below a file', () => join(dir, 'file', 'data'), 'ENOTDIR'],
    ['that is a file', () => join(dir, 'file'), 'ENOTDIR'],
    ['where the system has none', () => '/proc/nothing/data', 'ENOENT'],
    ['that the system keeps for itself', () => '/proc', 'unable to open database file'],
  ])('%s is refused with the reason', async (_, folder, reason) => {
    writeFileSync(join(dir, 'file'), '');
    await expect(lockFolder(folder())).rejects.toMatchObject({
      code: 'folder_unwritable',
      message: `cannot write in the data folder ${folder()}: ${reason}`,
      details: { dir: folder(), reason },
    });
  });
});
