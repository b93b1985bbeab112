import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createTokenReader, MAX_CHARACTERS } from './token-reader.ts';

const names: string[] = [];
const reader = createTokenReader((token) => {
  const known = names.indexOf(token);
  return known >= 0 ? known : names.push(token) - 1;
});

function tokens(text: string): string {
  const count = reader.read(text);
  return Array.from(reader.ids.subarray(0, count), (id) => names[id]).join(' ');
}

describe('a shape stands for every value of its kind', () => {
  test.each([
    ['a bare number', 'port 22', 'port <num>'],
    ['a negative number', 'exit -1', 'exit <num>'],
    ['a duration with its unit attached', 'took 532ms', 'took <duration>'],
    ['a duration with its unit apart', 'took 4.2 seconds', 'took <duration>'],
    ['a compound duration', '1h2m3.5s', '<duration>'],
    ['a size', 'read 4.2GB', 'read <size>'],
    ['a size with its unit apart', 'sent 12 bytes', 'sent <size>'],
    ['millions are no minutes', '1.2M', '<size>'],
    ['a share', 'at 99.9%', 'at <percent>'],
    ['an IPv4 address with a port', 'from 10.0.0.1:443', 'from <ip>'],
    ['an IPv6 address', 'from fe80::1:2ff', 'from <ip>'],
    ['a MAC address', '00:1a:2b:3c:4d:5e', '<mac>'],
    ['a MAC address without letters', '00:11:43:12:33:44', '<mac>'],
    ['a UUID', 'id=4bf92f35-77b3-4da6-a3ce-929d0e0e4736', 'id <uuid>'],
    ['a hash', 'commit 9f86d081884c', 'commit <hex>'],
    ['an address in memory', 'at 0x7ffd90', 'at <hex>'],
    ['an amount', '$120.00', '<money>'],
    ['a date with a time', '2024-01-02T03:04:05.123Z', '<date>'],
    ['a time', '12:33:01', '<time>'],
    ['a version', 'v1.22.3', '<version>'],
    ['an e-mail address', 'to a.b@example.org', 'to <email>'],
    ['a host', 'db.prod.internal', '<host>'],
    ['an HTTP status that means something', 'status 403', 'statu <http-403>'],
    ['an ordinary three-digit number', 'status 417', 'statu <num>'],
    ['an identifier of letters and digits', 'ch_3Nx7bQ9z', 'ch <id>'],
  ])('%s', (_name, text, wanted) => {
    expect(tokens(text)).toBe(wanted);
  });
});

describe('words are taken apart and brought to their stems', () => {
  test.each([
    ['camelCase', 'getTopPadding', 'get top pad'],
    ['an acronym before a word', 'HTTPServer', 'http server'],
    ['snake_case in capitals', 'CONNECTION_REFUSED', 'connect refus'],
    ['a dotted class name', 'org.example.OrderService', 'org exampl order servic'],
    ['a path keeps its words', '/etc/shadow', '<path> etc shadow'],
    ['a negation is kept', "didn't and not", 'did not and not'],
    ['a possessive is dropped', "user's", 'user'],
    ['a number at the end of a word', 'ssh2', 'ssh'],
    ['brackets and punctuation only part', 'pam_unix(sshd:auth):', 'pam unix sshd auth'],
    ['words of other scripts', 'Zeitüberschreitung ошибка', 'zeitüberschreitung ошибка'],
  ])('%s', (_name, text, wanted) => {
    expect(tokens(text)).toBe(wanted);
  });
});

test('only the beginning of a very long message is read', () => {
  const filler = 'word '.repeat(MAX_CHARACTERS / 5);
  expect(tokens(`${filler}tail`)).toBe(tokens(filler));
});

test('any text gives tokens whose places lie in the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
      const count = reader.read(text);
      for (let i = 0; i < count; i += 1) {
        const start = reader.starts[i] as number;
        const end = reader.ends[i] as number;
        if (!(start >= 0 && start < end && end <= text.length)) return false;
      }
      return count <= reader.ids.length;
    }),
  );
});

test('a text is read the same whatever was read before it', () => {
  const ids = new Map<string, number>();
  const idOf = (token: string): number => ids.get(token) ?? ids.set(token, ids.size).size - 1;
  const remembering = createTokenReader(idOf);
  const piece = fc.constantFrom(
    ...[
      '0x1f',
      '10x1f',
      '0x',
      'a0',
      'abc:1',
      'dead:beef',
      'cafe',
      'facade',
      '404',
      '417',
      '9f86d0',
      'ms',
      '12',
      ' 5 ms',
    ],
    ...['4bf92f35-77b3-4da6-a3ce-929d0e0e4736', '10.0.0.1', "isn't", 'é', '\u212a', '-', ':', '.', '#', '/', ' ', ' '],
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = pieces.join('');
      const fresh = createTokenReader(idOf);
      const [count, wanted] = [remembering.read(text), fresh.read(text)];
      for (const part of ['ids', 'starts', 'ends'] as const) {
        expect(remembering[part].slice(0, count)).toEqual(fresh[part].slice(0, wanted));
      }
    }),
    { numRuns: 1_000 },
  );
});
