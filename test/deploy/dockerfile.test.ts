import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { DockerfileParser, type From, type Instruction } from 'dockerfile-ast';
import { SETTING_NAMES } from '../../server/settings.ts';
import { readPage } from '../stand-ins/pages.ts';

interface Stage {
  name: string | null;
  image: string;
  instructions: Instruction[];
}

/** The stages of a Dockerfile, in order. */
function stagesOf(text: string): Stage[] {
  const stages: Stage[] = [];
  for (const instruction of DockerfileParser.parse(text).getInstructions()) {
    if (instruction.getKeyword() === 'FROM') {
      const from = instruction as From;
      stages.push({ name: from.getBuildStage(), image: from.getImage() ?? '', instructions: [] });
    } else stages.at(-1)?.instructions.push(instruction);
  }
  return stages;
}

const contentsOf = (stage: Stage | undefined, keyword: string): string[] =>
  (stage?.instructions ?? [])
    .filter((each) => each.getKeyword() === keyword)
    .map((each) => each.getArgumentsContent() ?? '');

/** What is wrong with an image that would be built so. */
function faultsOf(text: string): string[] {
  const stages = stagesOf(text);
  const last = stages.at(-1);
  const names = stages.map(({ name }) => name);
  const faults: string[] = [];
  for (const { image } of stages)
    if (!names.includes(image) && !/:\d+\.\d+\.\d+/.test(image)) faults.push(`${image} is not of one release`);
  if (!/^[1-9]\d*(?::\d+)?$/.test(contentsOf(last, 'USER').at(-1) ?? ''))
    faults.push('does not run as a user without rights');
  for (const stage of stages) {
    for (const keyword of ['ENV', 'ARG'])
      for (const content of contentsOf(stage, keyword))
        if (/\w*(?:PASSWORD|TOKEN|SECRET|API_KEY|WEBHOOK)\w*/i.test(content))
          faults.push(`${keyword} ${content} holds a secret`);
    for (const content of contentsOf(stage, 'RUN'))
      if (/\bnpm (?:install|i)\b/.test(content)) faults.push('npm install does not keep to the lock file');
    if (contentsOf(stage, 'ADD').length > 0) faults.push('ADD may fetch: COPY does not');
  }
  for (const keyword of ['ENTRYPOINT', 'CMD'])
    if (!contentsOf(last, keyword).at(-1)?.startsWith('['))
      faults.push(`${keyword} needs a shell, which keeps signals to itself`);
  if (contentsOf(last, 'HEALTHCHECK').length === 0) faults.push('has no health check');
  return faults;
}

const TEXT = readPage('deploy/Dockerfile');

describe('deploy/Dockerfile', () => {
  const stages = stagesOf(TEXT);
  const last = stages.at(-1);

  it('has nothing of what an image should not have', () => expect(faultsOf(TEXT)).toEqual([]));

  it.each([
    ['an image of no release', TEXT.replace(/node:[\d.]+-slim/, 'node:latest'), 'node:latest is not of one release'],
    ['root', TEXT.replace(/^USER .*\n/m, ''), 'does not run as a user without rights'],
    ['a secret', TEXT.replace('ENV ', 'ENV SLACK_TOKEN=x '), /holds a secret/],
    ['packages at will', TEXT.replace('npm ci', 'npm install'), 'npm install does not keep to the lock file'],
    ['a shell before Node', TEXT.replace(/^CMD .*$/m, 'CMD start'), /^CMD needs a shell/],
    ['no health check', TEXT.replace(/^HEALTHCHECK .*\n.*\n/m, ''), 'has no health check'],
  ])('would be refused with %s', (_, text, fault) => {
    expect(faultsOf(text)).toEqual([typeof fault === 'string' ? fault : expect.stringMatching(fault)]);
  });

  it('brings the Node that is wanted, and no second one', () => {
    const { dependencies } = JSON.parse(readPage('package.json')) as { dependencies: Record<string, string> };
    const major = /^node:(\d+)\./.exec(stages[0]?.image ?? '')?.[1];
    expect(`^${major}`).toBe(dependencies.node);
    const [install = ''] = contentsOf(stages[1], 'RUN');
    expect(install).toContain('npm ci --omit=dev --ignore-scripts');
    expect(install).toContain('rm -rf node_modules/node ');
  });

  it('names settings that there are', () => {
    const names = contentsOf(last, 'ENV').flatMap((content) => content.match(/[A-Z_]+(?==)/g) ?? []);
    const known = [...SETTING_NAMES, 'NODE_ENV', 'NODE_COMPILE_CACHE'];
    expect(names.filter((name) => !known.includes(name as 'HOST'))).toEqual([]);
  });
});

/** The files that a program is made of: what it imports, or names beside itself, and so on. */
function filesOf(entry: string, found = new Set<string>()): Set<string> {
  if (found.has(entry)) return found;
  found.add(entry);
  const named = readPage(entry).matchAll(/(?:from |import\(|import |new URL\()'(\.[^']+\.(?:ts|js|yaml|json))'/g);
  for (const [, path = ''] of named) filesOf(normalize(join(dirname(entry), path)), found);
  return found;
}

describe('.dockerignore', () => {
  const [, everything, ...lines] = readPage('.dockerignore').trim().split('\n');
  const isLetIn = (file: string): boolean => {
    const matching = lines.filter((line) => {
      const place = line.replace(/^!/, '');
      if (place.startsWith('**/*')) return file.endsWith(place.slice(4));
      return place.startsWith('**/') ? `/${file}/`.includes(`/${place.slice(3)}/`) : `${file}/`.startsWith(`${place}/`);
    });
    return matching.at(-1)?.startsWith('!') ?? false;
  };

  it.each(['bin/logsieve.js', 'server/cli.ts', 'producers/demo/main.ts'])('lets in all that %s is made of', (entry) => {
    expect(everything).toBe('*');
    const files = [...filesOf(entry)];
    expect(files.filter((file) => !isLetIn(file))).toEqual([]);
  });

  it.each([
    '.env',
    'deploy/secrets/elasticsearch-password',
    '.git/config',
    'core/record.test.ts',
    'node_modules/node/bin/node',
  ])('keeps %s out', (file) => expect(isLetIn(file)).toBe(false));
});
