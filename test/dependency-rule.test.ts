import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ROOT, readPage } from './stand-ins/pages.ts';

/** Folder → folders of ours that it may import besides itself. The longest folder that holds a file counts. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  core: [],
  models: ['core'],
  parsers: ['core'],
  'producers/sdk': ['core'],
  'producers/gateway': ['core', 'parsers'],
  'producers/demo': ['core', 'producers/sdk'],
  'stream-processor': ['core', 'parsers'],
  'alert-consumer': ['core'],
  api: ['core', 'parsers'],
  'backends/contract': ['core'],
  'backends/embedded': ['core'],
  'backends/kafka': ['core'],
  'backends/elasticsearch': ['core'],
  'backends/open.ts': ['core', 'backends'],
  dashboard: ['core'],
  engines: [],
  cloudflared: [],
  server: ['core', 'models', 'parsers', 'producers/gateway', 'stream-processor', 'alert-consumer', 'api', 'backends'],
};

/** Package → the only folders that may import it. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  zod: ['core', 'api'],
  'ipaddr.js': ['core'],
  re2js: ['core'],
  ibantools: ['stream-processor'],
  natural: ['models'],
  compression: ['server'],
  express: ['api', 'producers/gateway', 'server'],
  ws: ['api'],
  '@slack/webhook': ['alert-consumer/channels'],
  'node-telegram-bot-api': ['alert-consumer/channels'],
  kafkajs: ['backends/kafka'],
  lz4js: ['backends/kafka'],
  snappyjs: ['backends/kafka'],
  '@elastic/elasticsearch': ['backends/elasticsearch'],
  '@codemirror/autocomplete': ['dashboard'],
  '@codemirror/commands': ['dashboard'],
  '@codemirror/state': ['dashboard'],
  '@codemirror/view': ['dashboard'],
  'lucide-react': ['dashboard'],
  react: ['dashboard'],
  'react-dom': ['dashboard'],
  'react-router': ['dashboard'],
  recharts: ['dashboard'],
  '@tailwindcss/vite': ['dashboard'],
  '@tanstack/react-query': ['dashboard'],
  '@tanstack/react-table': ['dashboard'],
  '@tanstack/react-virtual': ['dashboard'],
  vite: ['dashboard'],
  yaml: ['stream-processor', 'server', 'engines', 'cloudflared', 'dashboard'],
  pino: ['server'],
  'prom-client': ['server'],
};

/** Where everything may be imported. */
const FREE = ['test', 'bench'];
/** What tests may import besides what their folder may. */
const FOR_TESTS = ['backends/embedded', 'backends/contract', 'engines', 'test'];
const TEST_PACKAGES = ['@jest/globals', 'fast-check', '@testing-library/react'];
/** What is made of tests, and runs as part of them. */
const TEST_FOLDER = 'backends/contract';

const isTest = (file: string): boolean => /\.test\.tsx?$|\/test-[a-z]+\//.test(file);
const isIn = (folder: string, file: string): boolean => file === folder || file.startsWith(`${folder}/`);
const isInAny = (folders: readonly string[], file: string): boolean => folders.some((folder) => isIn(folder, file));

/** The specifiers that a source imports or re-exports, types and dynamic imports included. */
function importsOf(source: string): string[] {
  const statics = /^(?:import|export)\s(?:[^'";=]*?\sfrom\s+)?['"]([^'"]+)['"]/gm;
  const dynamics = /\bimport\(\s*['"]([^'"]+)['"]/g;
  return [...source.matchAll(statics), ...source.matchAll(dynamics)].map(([, specifier = '']) => specifier);
}

function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

function folderOf(file: string): string | undefined {
  return Object.keys(MAY_IMPORT)
    .filter((folder) => isIn(folder, file))
    .sort((a, b) => b.length - a.length)[0];
}

/** What is wrong with one import; undefined when it is allowed. */
function faultOf(file: string, specifier: string): string | undefined {
  if (specifier.startsWith('node:') || isInAny(FREE, file)) return undefined;
  if (!specifier.startsWith('.')) {
    const name = packageOf(specifier);
    if ((isTest(file) || isIn(TEST_FOLDER, file)) && TEST_PACKAGES.includes(name)) return undefined;
    return isInAny(PACKAGES[name] ?? [], file) ? undefined : `${file} imports the package ${name}`;
  }
  const target = normalize(join(dirname(file), specifier));
  const folder = folderOf(file);
  if (folder === undefined) return `${file} is in no folder of the table`;
  if (isInAny([folder, ...(MAY_IMPORT[folder] ?? [])], target)) return undefined;
  if (isTest(file) && isInAny(FOR_TESTS, target)) return undefined;
  return `${file} imports ${target}`;
}

const FILES = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '--', '*.ts', '*.tsx'], {
  cwd: ROOT,
})
  .toString()
  .split('\n')
  .filter((file) => file !== '' && !file.endsWith('.d.ts') && existsSync(join(ROOT, file)));

const sourceOf = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

describe('the dependency rule', () => {
  it('holds for every import of every file', () => {
    expect(FILES.length).toBeGreaterThan(100);
    const faults = FILES.flatMap((file) => importsOf(sourceOf(file)).map((specifier) => faultOf(file, specifier)));
    expect(faults.filter((fault) => fault !== undefined)).toEqual([]);
  });

  it.each(Object.entries(MAY_IMPORT))('allows %s nothing that it does not use', (folder, allowed) => {
    const used = FILES.filter((file) => !isTest(file) && folderOf(file) === folder).flatMap((file) =>
      importsOf(sourceOf(file)).map((specifier) => normalize(join(dirname(file), specifier))),
    );
    expect(allowed.filter((each) => !used.some((target) => isIn(each, target)))).toEqual([]);
  });

  it.each(Object.entries(PACKAGES))('allows %s to no folder that does not use it', (name, folders) => {
    const users = FILES.filter((file) => importsOf(sourceOf(file)).some((specifier) => packageOf(specifier) === name));
    expect(folders.filter((folder) => !users.some((file) => isIn(folder, file)))).toEqual([]);
  });

  it('is what the page for contributors says', () => {
    const page = readPage('CONTRIBUTING.md');
    const namesIn = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
    const rows = [...page.matchAll(/^\| \[([\w/-]+)\]\(\S+\) \| [^|]+ \| ([^|]+) \|$/gm)];
    const told = rows.map(([, folder = '', cell = '']) => [folder, namesIn(cell)] as const);
    for (const [folder, allowed] of told.filter(([name]) => name in MAY_IMPORT && name !== 'server'))
      expect([folder, allowed]).toEqual([folder, MAY_IMPORT[folder]]);
    const folders = new Set(Object.keys(MAY_IMPORT).map((folder) => folder.replace(/^backends\/.*/, 'backends')));
    expect(told.map(([folder]) => folder).sort()).toEqual([...folders].sort());
    const packages = [...page.matchAll(/^\| (`[^|]+`) \| (`[^|]+`) \|$/gm)].flatMap(([, names = '', cell = '']) =>
      namesIn(names).map((name) => [name, namesIn(cell)]),
    );
    expect(Object.fromEntries(packages)).toEqual(PACKAGES);
  });

  it('is told of every way to import', () => {
    const source = `
import a from 'a';
import type { B } from './b.ts';
import {
  c,
} from '@scope/c/deep';
import 'd';
export { e } from '../e.ts';
export const text = 'no import';
const f = await import('f');
`;
    expect(importsOf(source)).toEqual(['a', './b.ts', '@scope/c/deep', 'd', '../e.ts', 'f']);
  });

  it.each([
    ['a stage that reaches into a backend', 'api/routes/search.ts', '../../backends/embedded/log-bus.ts'],
    ['one stage that uses another', 'alert-consumer/group.ts', '../api/options.ts'],
    ['the core that uses a part', 'core/record.ts', '../parsers/detect.ts'],
    ['one backend that uses another', 'backends/embedded/log-bus.ts', '../kafka/log-bus.ts'],
    ['a web framework in the processor', 'stream-processor/processor.ts', 'express'],
    ['a package that stands in no row', 'core/record.ts', 'lodash'],
    ['a part that uses the house', 'stream-processor/processor.ts', '../server/config.ts'],
    ['a part that uses a test package', 'core/record.ts', 'fast-check'],
  ])('refuses %s', (_, file, specifier) => expect(faultOf(file, specifier)).toBeDefined());
});
