import { gzipSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MAX_ITEM_BYTES } from './file-item.ts';
import { type BodyLimits, bytesOf, type FilePart, type LogBody, partsOf } from './log-bodies.ts';
import { FileFault } from './read-text.ts';
import { createLineSplitter } from './split-lines.ts';
import { createValueSplitter } from './split-values.ts';

/** A file that comes in pieces of this size. */
function fileOf(bytes: Uint8Array, pieceBytes = bytes.length): Blob {
  const blob = new Blob([new Uint8Array(bytes)]);
  const stream = (): ReadableStream<Uint8Array> => {
    let at = 0;
    return new ReadableStream({
      pull(controller) {
        if (at >= bytes.length) return controller.close();
        controller.enqueue(new Uint8Array(bytes.subarray(at, at + pieceBytes)));
        at += pieceBytes;
      },
    });
  };
  return Object.assign(blob, { stream });
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

async function partsIn(file: Blob, limits?: BodyLimits): Promise<FilePart[]> {
  const parts: FilePart[] = [];
  for await (const part of partsOf(file, () => {}, limits)) parts.push(part);
  return parts;
}

const isBody = (part: FilePart): part is LogBody => 'items' in part;
const textOf = (body: LogBody): string => new TextDecoder('utf-8', { fatal: true }).decode(bytesOf(body));

async function logsIn(file: Blob, limits?: BodyLimits): Promise<[line: number, text: string][]> {
  const bodies = (await partsIn(file, limits)).filter(isBody);
  return bodies.flatMap(({ items }) =>
    items.map(({ line, bytes }): [number, string] => [line, new TextDecoder().decode(bytes)]),
  );
}

const piece = fc.integer({ min: 1, max: 40 });
const limit = fc.record({ items: fc.integer({ min: 1, max: 5 }), bytes: fc.integer({ min: 8, max: 200 }) });

test('however a file comes and however much is sent at once, each line that is not blank goes once, whole and in its order', async () => {
  const line = fc
    .oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('', ' ', '\t', 'ü€😀', '\u2003'))
    .map((text) => text.replaceAll(/[\n\r\0]/g, '.'));
  const lines = fc.array(line, { maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(lines, fc.constantFrom('\n', '\r\n'), piece, limit, async (all, end, pieceBytes, limits) => {
      const file = fileOf(utf8(`x${end}${all.join(end)}`), pieceBytes);
      const bodies = (await partsIn(file, limits)).filter(isBody);
      const sent = bodies.map(textOf);
      expect(sent.join('').split('\n').slice(0, -1)).toEqual(['x', ...all.filter((each) => each.trim() !== '')]);
      for (const [at, { items }] of bodies.entries()) {
        expect(items.length).toBeLessThanOrEqual(limits.items);
        if (items.length > 1) expect(utf8(sent[at] ?? '').length).toBeLessThanOrEqual(limits.bytes);
      }
      const numbers = bodies.flatMap(({ items }) => items.map(({ line: number }) => number));
      expect(numbers).toEqual([1, ...all.flatMap((each, at) => (each.trim() === '' ? [] : [at + 2]))]);
    }),
    { numRuns: 300 },
  );
});

test('a character, a line or a value that comes in two pieces is not cut', () => {
  const text = fc
    .array(fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('\n', '\r\n', '{"a":"\\"}', '",[', ']}, ')))
    .map((all) => all.join(''));
  fc.assert(
    fc.property(text, piece, fc.constantFrom(createLineSplitter, createValueSplitter), (all, pieceBytes, create) => {
      const bytes = utf8(all);
      const [whole, cut] = [create(), create()];
      const found = [];
      for (let at = 0; at < bytes.length; at += pieceBytes)
        found.push(...cut.push(bytes.subarray(at, at + pieceBytes)));
      expect([...found, ...cut.end()]).toEqual([...whole.push(bytes), ...whole.end()]);
    }),
    { numRuns: 1_000 },
  );
});

test('the elements of an array go as lines, however it is laid out', async () => {
  const records = fc.array(fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 }), { minLength: 1, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(records, fc.constantFrom(0, 2), limit, async (all, indent, limits) => {
      const file = fileOf(utf8(JSON.stringify(all, null, indent)));
      const logs = await logsIn(file, limits);
      expect(logs.map(([, text]) => JSON.parse(text))).toEqual(JSON.parse(JSON.stringify(all)));
      expect(logs.every(([, text]) => !text.includes('\n'))).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test.each<[what: string, text: string, shape: string, lines: number[]]>([
  ['lines of text', '[2026-11-26 14:00:00] ERROR one\ntwo\n', 'text', [1, 2]],
  ['lines of JSON', '\n{"message":"one"}\n{"message":"two"}', 'ndjson', [2, 3]],
  ['an array', '[\n {"message":\n "one"},\n {"message": "a\\"]b"}\n]\n', 'values', [2, 4]],
  ['one record over several lines', '{\n "message": "one"\n}\n', 'values', [1]],
  [
    'records one after another over several lines',
    '{\n "message": "one"\n}\n{\n "message": "two"\n}\n',
    'values',
    [1, 4],
  ],
])('it is seen what a file holds: %s', async (_, text, shape, lines) => {
  const parts = (await partsIn(fileOf(utf8(text), 3))).filter(isBody);
  expect(parts.map((part) => part.shape)).toEqual([shape]);
  expect(parts.flatMap(({ items }) => items.map(({ line }) => line))).toEqual(lines);
});

test.each<[what: string, bytes: Uint8Array]>([
  ['gzip', gzipSync('één\ntwo')],
  ['UTF-8 with a byte order mark', utf8('\uFEFFéén\ntwo')],
  ['UTF-16', Buffer.from('\uFEFFéén\ntwo', 'utf16le')],
  ['UTF-16 with the other order', Buffer.from('\uFEFFéén\ntwo', 'utf16le').swap16()],
  ['gzip of UTF-16 without a mark', gzipSync(Buffer.from('één\ntwo', 'utf16le'))],
])('%s is read', async (_, bytes) => {
  expect(await logsIn(fileOf(bytes, 5))).toEqual([
    [1, 'één'],
    [2, 'two'],
  ]);
});

test.each<[what: string, reason: string, bytes: Uint8Array]>([
  ['another archive', 'archive', Buffer.from('PK\x03\x04...')],
  ['a picture', 'binary', Buffer.from('\x89PNG\r\n\x1A\n\0\0\0\rIHDR', 'latin1')],
  ['gzip that is cut off', 'damaged', gzipSync('x'.repeat(100)).subarray(0, 20)],
])('%s is told as %s', async (_, reason, bytes) => {
  const error = await partsIn(fileOf(bytes)).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(FileFault);
  expect((error as FileFault).reason).toBe(reason);
});

test('a line that is too large is named and not collected; its neighbours go', async () => {
  const parts = await partsIn(fileOf(utf8(`one\n${'x'.repeat(MAX_ITEM_BYTES + 1)}\nthree`), 65_536));
  expect(parts.map((part) => (isBody(part) ? textOf(part) : part.tooLargeLine))).toEqual(['one\n', 2, 'three\n']);
});

test('an empty file has no parts', async () => {
  expect(await partsIn(fileOf(utf8('')))).toEqual([]);
  expect(await partsIn(fileOf(utf8('\n \n')))).toEqual([]);
});
