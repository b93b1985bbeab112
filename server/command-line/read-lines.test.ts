import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, describe, expect, it } from '@jest/globals';
import { readLines, totalBytes } from './read-lines.ts';

const dir = mkdtempSync(join(tmpdir(), 'read-lines-'));
afterAll(() => rmSync(dir, { recursive: true }));

function file(name: string, content: string | Buffer): string {
  writeFileSync(join(dir, name), content);
  return join(dir, name);
}

async function read(files: string[], input: Iterable<unknown> = [], encoding?: string): Promise<string[]> {
  const lines: string[] = [];
  const given = { input: Readable.from(input), encoding };
  for await (const { bytes, number } of readLines(files, given)) lines.push(`${number} ${bytes}`);
  return lines;
}

describe('reading lines', () => {
  it.each([
    ['gzip', gzipSync('a\nb\n')],
    ['several gzips in a row', Buffer.concat([gzipSync('a\n'), gzipSync('b\n')])],
    ['zstd', zstdCompressSync('a\nb\n')],
    ['neither', Buffer.from('a\nb\n')],
  ])('inflates a file of %s by its first bytes', async (name, content) => {
    expect(await read([file(name, content)])).toEqual(['1 a', '2 b']);
  });

  it('inflates standard input, wherever it is cut', async () => {
    const bytes = [...gzipSync('a\nb')].map((byte) => Buffer.from([byte]));
    expect(await read([], bytes)).toEqual(['1 a', '2 b']);
    expect(await read(['-'], [Buffer.from([0x1f])])).toEqual(['1 \u001f']);
  });

  it('reads another encoding, also inside of gzip', async () => {
    const latin = Buffer.from('Grüße\nà\n', 'latin1');
    expect(await read([file('latin', latin)], [], 'latin1')).toEqual(['1 Grüße', '2 à']);
    const wide = gzipSync(Buffer.from('\ufeffGrüße\r\nà\n', 'utf16le'));
    expect(await read([file('wide', wide)], [], 'utf-16le')).toEqual(['1 Grüße', '2 à']);
  });

  it.each([
    ['is not there', () => join(dir, 'nothing'), 'there is no such file'],
    ['breaks off', () => file('cut', gzipSync('a\nb').subarray(0, 15)), 'cannot be read (Z_BUF_ERROR)'],
    ['is damaged', () => file('bad', Buffer.from([0x1f, 0x8b, 9, 9, 9, 9])), 'cannot be read (Z_DATA_ERROR)'],
  ])('names the file that %s', async (_, make, why) => {
    const path = make();
    await expect(read([path])).rejects.toMatchObject({ code: 'bad_request', message: `${path}: ${why}` });
  });

  it('knows beforehand how much it is, unless something has to be inflated', async () => {
    const plain = file('plain', 'abc\n');
    expect(await totalBytes([plain, plain])).toBe(8);
    expect(await totalBytes([plain, file('packed', gzipSync('a'))])).toBeUndefined();
    expect(await totalBytes([plain, join(dir, 'nothing')])).toBeUndefined();
  });
});
