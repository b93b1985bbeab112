import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FORMATS } from '../core/field-names.ts';
import { normaliseRecord } from '../core/normalise.ts';
import { parseLine } from './detect.ts';
import { PARSERS, parsersFor } from './registry.ts';

const receivedAt = Date.parse('2026-11-20T10:00:00.000Z');
const parse = (line: string) => parseLine(line, { receivedAt });

describe('parseLine', () => {
  it.each([
    ['json', '{"level":"warn","msg":"disk is nearly full"}', 'warn'],
    ['rfc5424', '<132>1 2024-05-01T10:11:12Z web-3 backup - - - disk is nearly full', 'warn'],
    ['rfc3164', '<132>May  1 10:11:12 web-3 backup[9]: disk is nearly full', 'warn'],
    ['apache_common', '192.0.2.7 - - [01/May/2024:10:11:12 +0200] "GET / HTTP/1.1" 304 -', undefined],
    ['apache_combined', '192.0.2.7 - - [01/May/2024:10:11:12 +0200] "GET / HTTP/1.1" 304 0 "-" "curl/8"', undefined],
    ['nginx_error', '2024/05/01 10:11:12 [warn] 1#1: disk is nearly full', 'warn'],
    ['apache_error', '[Wed May 01 10:11:12.000001 2024] [core:warn] [pid 1:tid 2] disk is nearly full', 'warn'],
    ['cri', '2024-05-01T10:11:12.000000001Z stderr F disk is nearly full', undefined],
    ['glog', 'W0501 10:11:12.000001   17 disk.go:44] disk is nearly full', 'warn'],
    ['logfmt', 'ts=2024-05-01T10:11:12Z level=warn msg="disk is nearly full"', 'warn'],
    ['text', '2024-05-01 10:11:12,000 WARN [main] disk is nearly full', 'warn'],
  ])('knows a line of %s', (format, line, level) => {
    const parsed = parse(line);
    expect(parsed.format).toBe(format);
    expect(parsed.record.level).toBe(level);
    expect(parsed.record.raw).toBe(line);
    expect(parsed.confidence).toBeGreaterThan(0.5);
    expect(parsed.confidence).toBeLessThanOrEqual(1);
  });

  it('asks every parser that could know the line', () => {
    const asked = (line: string) => parsersFor(line).map(({ format }) => format);
    expect(asked('é')).toContain('logfmt');
    expect(asked('<')).toEqual(expect.arrayContaining(['rfc5424', 'rfc3164', 'text']));
    expect(asked('{')).not.toContain('redis');
  });

  it('has each of its formats known to the record', () => {
    for (const { format } of PARSERS) expect(FORMATS).toContain(format);
  });

  it.each([
    ['only blanks', '   \t '],
    ['nothing', ''],
    ['a JSON object that was cut', '{"level":30,"msg":"hello wor'],
    ['a JSON string', '"just text"'],
    ['a JSON array', '[{"message":"m"}]'],
    ['a priority above 191', '<192>1 2024-05-01T10:11:12Z h a - - - m'],
    ['a priority and nothing else', '<34>'],
    ['a date that no calendar has', '192.0.2.7 - - [31/Feb/2024:10:11:12 +0200] "GET / HTTP/1.1" 304 -'],
    ['prose with an equals sign', 'the sum a=b was wrong again'],
    ['a stack frame', '    at x (y.js:1:2)'],
  ])('takes %s for a line of no known format', (_, line) => {
    expect(parse(line)).toMatchObject({ format: 'unknown', record: { message: line, raw: line } });
  });

  it.each([
    ['a level in brackets', '2024-05-01 10:11:12 [ERROR] failed', 'error'],
    ['a thread before the level', '2024-05-01T10:11:12.123Z [main] ERROR c.e.App - failed', 'error'],
    ['a process number before the level', '2024-05-01 10:11:12.123 UTC [123] ERROR:  relation is missing', 'error'],
    ['no time at all', 'WARNING: low memory', 'warn'],
    ['an ordinary sentence', 'error handling was improved', undefined],
    ['a word inside the line', 'the user said ERROR', undefined],
  ])('reads the level of plain text with %s', (_, line, level) => {
    expect(parse(line).record.level).toBe(level);
  });

  it('ignores a byte order mark and the end of the line', () => {
    expect(parse('\uFEFF{"message":"m"}\r\n')).toMatchObject({ format: 'json', record: { message: 'm' } });
  });

  const pieces = fc.array(
    fc.constantFrom(
      '<34>',
      '1 ',
      '{',
      '}',
      '"',
      '\\',
      '[',
      ']',
      '=',
      ' ',
      '-',
      ':',
      'level',
      'info',
      '2024-05-01T10:11:12Z',
      '01/May/2024:10:11:12 +0200',
      'Oct 11 22:14:15',
      'GET / HTTP/1.1',
      '200',
      '\u0000',
      '\ud800',
      '\n',
      'é',
      '__proto__',
      '2026-11-25 22:40:01,123',
      '22:40:01',
      '[ERROR]',
      'WARN ',
      ' - ',
      '1:M 25 Nov 2026 22:40:01.123 ',
      'c.e.App',
      '{"log":"',
      '","stream":"stderr"}',
      ' stderr F ',
      ' --- ',
      '(a.b)',
    ),
    { maxLength: 30 },
  );

  it('never throws, and what it finds can be stored', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          pieces.map((parts) => parts.join('')),
        ),
        (line) => {
          const { record, confidence } = parse(line);
          expect(confidence).toBeGreaterThan(0);
          expect(record.raw).toBe(line);
          const event = normaliseRecord(record, { receivedAt });
          expect(JSON.parse(JSON.stringify(event))).toEqual(event);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['blanks', ' '],
    ['equals signs', 'a='],
    ['open brackets', '['],
    ['quotes', '"'],
    ['backslashes', '\\'],
    ['words', 'word '],
    ['line breaks', '\r\n'],
    ['digits', '7'],
    ['colons', ':'],
    ['braces', '{"a":'],
    ['separators', ' - '],
    ['names', 'a.'],
    ['closed brackets', '[a] '],
    ['parentheses', ' ('],
    ['slashes', '0/'],
  ])('reads a megabyte of %s in time that grows with its length only', (_, piece) => {
    const starts = ['', '{"a":"', '<34>1 2024-05-01T10:11:12Z h a - - ', '<34>1 2024-05-01T10:11:12Z h a - - [x y="'];
    starts.push(
      '<34>May  1 10:11:12 h ',
      '1.1.1.1 - - [01/May/2024:10:11:12 +0200] "GET ',
      'level=info x="',
      '2024/05/01 10:11:12 [warn] 1#1: ',
      '2026-11-25 22:40:01,123 ',
      '[2026-11-25 22:40:01,123] WARN ',
      '[2026-11-25 22:40:01] production.ERROR: m {"',
      '2026-11-25T22:40:01.123456789Z stderr F <14>Nov 25 22:40:01 h a: ',
      '2026-11-25 22:40:01.123 UTC [123] LOG:  duration: ',
      '192.0.2.4:5 [25/Nov/2026:22:40:01.123] f b 1/1/1/1/1 200 1 - "',
      'https 2026-11-25T22:40:01.1Z app/x 192.0.2.4:1 - 1 1 1 200 200 1 1 "GET ',
    );
    for (const start of starts) {
      const before = process.cpuUsage();
      parse(start + piece.repeat(1_000_000 / piece.length));
      expect(process.cpuUsage(before).user / 1_000).toBeLessThan(1_000);
    }
  });
});
