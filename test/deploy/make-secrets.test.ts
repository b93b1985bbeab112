import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readComposeFile } from '../stand-ins/compose-file.ts';
import { ROOT } from '../stand-ins/pages.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'secrets-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const run = (): string => execFileSync(join(ROOT, 'deploy/make-secrets.sh'), [folder], { encoding: 'utf8' });
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

describe('deploy/make-secrets.sh', () => {
  it('makes every secret of docker-compose.yml but the tunnel’s, for its owner’s eyes only', () => {
    run();
    const wanted = Object.keys(readComposeFile().secrets).filter((name) => name !== 'tunnel-credentials');
    expect(readdirSync(folder).sort()).toEqual(wanted.sort());
    for (const name of wanted) {
      expect(read(name)).toMatch(/^[0-9a-f]{48}$/);
      expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    }
  });

  it('leaves what is there as it is', () => {
    run();
    const before = read('elasticsearch-password');
    expect(run()).toContain('elasticsearch-password: is there already');
    expect(read('elasticsearch-password')).toBe(before);
  });
});
