import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, it } from '@jest/globals';

const BUILT = fileURLToPath(new URL('../dashboard/dist/', import.meta.url));
/** Of 250 kB that a first visit may fetch, the rest is for answers to questions and for headers. */
const MOST_KB = 220;
/** What each page has besides its scripts. */
const ALWAYS = ['index.html', 'theme.js', 'favicon.svg'];

/** A file that was built from a source, and what it needs before it can run. */
interface Built {
  file: string;
  imports?: string[];
  css?: string[];
}

function readManifest(): Record<string, Built> {
  return JSON.parse(readFileSync(`${BUILT}.vite/manifest.json`, 'utf8'));
}

/** The files of these sources and of all that they import; what they only fetch when it is wanted is left out. */
function filesOf(sources: readonly string[]): Set<string> {
  const manifest = readManifest();
  const files = new Set<string>();
  const add = (source: string): void => {
    const built = manifest[source];
    if (!built) throw new Error(`nothing was built of ${source}`);
    if (files.has(built.file)) return;
    files.add(built.file);
    for (const style of built.css ?? []) files.add(style);
    for (const needed of built.imports ?? []) add(needed);
  };
  for (const source of sources) add(source);
  return files;
}

it.each([
  ['/', 'src/pages/overview/overview-page.tsx'],
  ['/explorer', 'src/pages/explorer/explorer-page.tsx'],
  ['/live', 'src/pages/live/live-page.tsx'],
  ['/alerts', 'src/pages/alerts/alerts-page.tsx'],
])(`the files of a first visit to %s are at most ${MOST_KB} kB with gzip`, (_, page) => {
  const files = [...ALWAYS, ...filesOf(['index.html', 'src/app.tsx', page])];
  const sizes = files.map((file) => gzipSync(readFileSync(BUILT + file)).length / 1_000);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(MOST_KB);
});
