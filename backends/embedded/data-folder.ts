import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { PipelineError } from '../../core/errors.ts';

function makeStep(dir: string): void {
  try {
    mkdirSync(dir);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/** Makes what is missing of the folder. @throws Error of the file system when nothing can be written there */
export function makeDataFolder(dir: string): void {
  const missing: string[] = [];
  for (let at = resolve(dir); !existsSync(at); at = dirname(at)) missing.unshift(at);
  // step by step: the recursive mkdir of Node never ends where a folder cannot be, as under /proc
  for (const step of missing) makeStep(step);
  accessSync(`${dir}/.`, constants.W_OK | constants.X_OK);
}

/** The refusal of a folder, with the reason in the system's word (EACCES, ENOTDIR, EROFS …) or in SQLite's. */
export function folderUnwritable(dir: string, cause: unknown): PipelineError {
  const { code = '', message } = cause as NodeJS.ErrnoException;
  const reason = code.startsWith('ERR_') || code === '' ? message : code;
  return new PipelineError('folder_unwritable', `cannot write in the data folder ${dir}: ${reason}`, {
    cause,
    details: { dir, reason },
  });
}
