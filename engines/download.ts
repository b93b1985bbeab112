import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Shared by all checkouts of a user; about 1.3 GB with Maven's own copies. */
const DOWNLOADS =
  process.env.ENGINES_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'logsieve-engines');

export interface Download {
  /** Name and version: the folder that it ends in. */
  name: string;
  pom: string;
  goal: string;
  /** Properties of the POM; the folder to fill is added under `folderProperty`. */
  properties: Readonly<Record<string, string>>;
  folderProperty: string;
  /** Arranges what was unpacked, before it counts as complete. */
  arrange?(folder: string): void;
}

/** The folder with the unpacked files, fetched once. A download that was broken off is begun anew. @throws Error with Maven's words */
export function download({ name, pom, goal, properties, folderProperty, arrange }: Download): string {
  const folder = join(DOWNLOADS, name);
  if (existsSync(folder)) return folder;
  const partial = `${folder}.partial-${process.pid}`;
  mkdirSync(dirname(partial), { recursive: true });
  const given = Object.entries({ ...properties, [folderProperty]: partial }).map(([key, value]) => `-D${key}=${value}`);
  const file = fileURLToPath(new URL(pom, import.meta.url));
  const { status, error, stdout } = spawnSync('mvn', ['-q', '-B', '-f', file, ...given, goal], { encoding: 'utf8' });
  if (error) throw new Error(`Maven cannot be run (${error.message}): install it to fetch ${name}`);
  if (status !== 0) throw new Error(`${name} cannot be fetched: ${stdout.slice(-2_000)}`);
  arrange?.(partial);
  rmSync(folder, { recursive: true, force: true });
  renameSync(partial, folder);
  return folder;
}
