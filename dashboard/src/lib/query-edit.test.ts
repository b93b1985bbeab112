import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { arbitraryQuery } from '../../../backends/contract/generators.ts';
import type { Query } from '../../../core/query/ast.ts';
import { formatQuery } from '../../../core/query/format.ts';
import { parseQuery } from '../../../core/query/parse.ts';
import {
  addFilter,
  chooseValues,
  combine,
  filterTerm,
  negatePart,
  quoteField,
  quoteValue,
  readFieldChoice,
  readPart,
  removePart,
  splitQuery,
  toggleExcluded,
  toggleValue,
  withoutChoice,
} from './query-edit.ts';

const textsOf = (query: string): string[] | undefined => splitQuery(query)?.map(({ text }) => text);

/** Pieces of queries, set together at random: many of the results can be read. */
const PIECES = [
  'a',
  'OR',
  'AND',
  'NOT',
  '-',
  '+',
  '!',
  '(',
  ')',
  ' ',
  ' ',
  ' ',
  'level:error',
  'service:(',
  '"b c"',
  '/d e/i',
  'x[1',
  '{',
  'it"s',
  'f:[1 TO 2]',
  'status_code:>=500',
  'message:',
  '/a(b)/',
  '\\(',
  'https://a/b',
  'user_id:*',
  'pay*',
  'g:"h (i"',
]; // prettier-ignore

const readable = fc
  .oneof(
    fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map((pieces) => pieces.join('')),
    arbitraryQuery().map(formatQuery),
  )
  .filter((text) => parsed(text) !== null);

function parsed(text: string): Query | null {
  try {
    return parseQuery(text);
  } catch {
    return null;
  }
}

describe('the parts of a query', () => {
  test.each<[string, string[] | undefined]>([
    ['', []],
    ['level:error timeout', ['level:error', 'timeout']],
    ['a AND b', ['a', 'b']],
    ['a OR b', undefined],
    ['a OR(b)', undefined],
    ['(a OR b) c', ['(a OR b)', 'c']],
    ['a(b)', ['a', '(b)']],
    ['NOT a -b NOT(c)', ['NOT a', '-b', 'NOT(c)']],
    ['NOT NOT a b', ['NOT NOT a', 'b']],
    ['AND(b)', ['(b)']],
    ['service:(a OR b) c', ['service:(a OR b)', 'c']],
    ['it"s fine', ['it"s', 'fine']],
    ['array[1 of them', ['array[1', 'of', 'them']],
    ['/a b/ c', ['/a b/', 'c']],
    ['(/a) b/ c) d', ['(/a) b/ c)', 'd']],
    ['message:/a b/i c', ['message:/a b/i', 'c']],
    ['status_code:[500 TO 599] b', ['status_code:[500 TO 599]', 'b']],
    ['path:"a b" c', ['path:"a b"', 'c']],
    ['a\\ b c', ['a\\ b', 'c']],
    ['"not closed yet', ['"not closed yet']],
  ])('of %j', (query, parts) => expect(textsOf(query)).toEqual(parts));

  test('mean together what the query means', () => {
    fc.assert(
      fc.property(readable, (text) => {
        const query = parseQuery(text);
        const parts = splitQuery(text);
        if (parts === null) return expect(query.kind).toBe('or');
        const meanings = parts.map((part) => parseQuery(part.text));
        const [only] = meanings;
        if (meanings.length < 2) return expect(only ?? { kind: 'all' }).toEqual(query);
        expect({ kind: 'and', of: meanings }).toEqual(query);
      }),
      { numRuns: 2_000 },
    );
  });

  test('stand where they say', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        for (const part of splitQuery(text) ?? []) expect(text.slice(part.start, part.end)).toBe(part.text);
      }),
    );
  });
});

describe('a filter', () => {
  test.each([
    ['checkout', 'checkout'],
    ['10.0.0.1', '10.0.0.1'],
    ['10.0.0.0/8', '"10.0.0.0/8"'],
    ['/api/v1', '"/api/v1"'],
    ['two words', '"two words"'],
    ['say "hi"', '"say \\"hi\\""'],
    ['NOT', '"NOT"'],
    ['', '""'],
  ])('of the value %j is written as %s', (value, written) => expect(quoteValue(value)).toBe(written));

  test('means exactly its field and its value', () => {
    const name = fc.oneof(fc.string({ minLength: 1 }), fc.constantFrom('1st', 'a b', 'order.id', '-x', '𝐀'));
    fc.assert(
      fc.property(name, fc.oneof(fc.string(), fc.string({ unit: 'binary' })), (path, value) => {
        const field = `attributes.${path}`;
        expect(parseQuery(filterTerm(field, value))).toEqual({ kind: 'equals', field, value });
      }),
      { numRuns: 1_000 },
    );
  });

  test('can name a field that does not begin with a letter', () => {
    expect(parseQuery(`${quoteField('1st')}:x`)).toEqual({ kind: 'equals', field: 'attributes.1st', value: 'x' });
  });

  test.each([
    ['', 'level:error'],
    ['timeout', 'timeout level:error'],
    ['level:error', 'level:error'],
    ['-level:error a', 'a level:error'],
    ['NOT level:error a', 'a level:error'],
    ['a OR b', '(a OR b) level:error'],
  ])('added to %j makes %j', (query, changed) => expect(addFilter(query, 'level', 'error')).toBe(changed));

  test('that excludes takes away the one that includes', () => {
    expect(addFilter('a service:shop', 'service', 'shop', true)).toBe('a -service:shop');
  });

  test('that is added and removed again leaves the meaning as it was', () => {
    fc.assert(
      fc.property(readable, fc.boolean(), (text, isExcluded) => {
        const changed = addFilter(text, 'host', 'node-1', isExcluded);
        const part = splitQuery(changed)?.at(-1);
        if (part) expect(parseQuery(removePart(changed, part))).toEqual(parseQuery(text));
      }),
    );
  });
});

describe('a part', () => {
  const first = (query: string) => splitQuery(query)?.[0] ?? { text: '', start: 0, end: 0 };

  test.each([
    ['level:error a', '-level:error a'],
    ['-level:error a', 'level:error a'],
    ['!a', 'a'],
    ['+a', '-a'],
    ['NOT a b', 'a b'],
    ['NOT(a b)', '(a b)'],
    ['NOT -a', '-a'],
  ])('%j turned around is %j', (query, turned) => expect(negatePart(query, first(query))).toBe(turned));

  test('can be read after it was turned around, and a second turn takes the first back', () => {
    fc.assert(
      fc.property(readable, (text) => {
        const [part] = splitQuery(text) ?? [];
        if (!part) return;
        const once = negatePart(text, part);
        expect(parsed(once)).not.toBeNull();
        if (readPart(part).core === part.text) expect(negatePart(once, first(once))).toBe(text);
      }),
    );
  });

  test('of a query that has no parts is not removed', () => {
    expect(removePart('a OR b', { text: 'a', start: 0, end: 1 })).toBe('a OR b');
  });
});

test('two queries hold at once, whatever each of them says', () => {
  const conjuncts = (query: Query): Query[] => {
    if (query.kind === 'all') return [];
    return query.kind === 'and' ? query.of.flatMap(conjuncts) : [query];
  };
  const conjunctsOf = (text: string): Query[] => conjuncts(parseQuery(text));
  fc.assert(
    fc.property(readable, readable, (left, right) => {
      expect(conjunctsOf(combine(left, right))).toEqual([...conjunctsOf(left), ...conjunctsOf(right)]);
    }),
    { examples: [['a', 'service:(/a(b)/)']] },
  );
});

describe('the values of a field', () => {
  test.each([
    ['level:error', { included: ['error'], excluded: [] }],
    ['level:(error OR WARNING) a', { included: ['error', 'warn'], excluded: [] }],
    ['category:security', null],
    ['-level:error -level:(debug OR trace)', { included: [], excluded: ['error', 'debug', 'trace'] }],
    ['level:>=warn', { included: [], excluded: [] }],
    ['level:(error AND warn)', { included: [], excluded: [] }],
    ['a OR level:error', { included: [], excluded: [] }],
  ])('are read from %s', (query, choice) => {
    expect(readFieldChoice(query, 'level')).toEqual(choice ?? { included: [], excluded: [] });
  });

  test('are compared by their usual names', () => {
    expect(readFieldChoice('category:security', 'category').included).toEqual(['Security']);
    expect(readFieldChoice('service:Shop', 'service').included).toEqual(['Shop']);
  });

  test('are chosen one after another, and taken back', () => {
    const one = toggleValue('timeout', 'service', 'shop');
    const two = toggleValue(one, 'service', 'the mailer');
    expect([one, two]).toEqual(['timeout service:shop', 'timeout service:(shop OR "the mailer")']);
    expect(toggleValue(two, 'service', 'shop')).toBe('timeout service:"the mailer"');
    expect(toggleValue(one, 'service', 'shop')).toBe('timeout');
  });

  test('are included again after they were excluded', () => {
    expect(chooseValues('-service:shop a', 'service', ['shop'])).toBe('a service:shop');
  });

  test('are excluded one by one, and taken back, while others stay included', () => {
    const one = toggleExcluded('level:(error OR warn) a', 'level', 'warn');
    expect(one).toBe('a level:error -level:warn');
    expect(toggleExcluded(one, 'level', 'warn')).toBe('a level:error');
    expect(toggleExcluded('-level:(debug OR trace)', 'level', 'debug')).toBe('-level:trace');
  });

  test('are added to a query of several alternatives as a whole', () => {
    expect(toggleValue('a OR b', 'service', 'shop')).toBe('(a OR b) service:shop');
  });

  test('can be left out of the query, all else stays', () => {
    expect(withoutChoice('a service:(x OR y) -service:z level:error', 'service')).toBe('a level:error');
    expect(withoutChoice('a  AND b', 'service')).toBe('a  AND b');
  });

  test('read back what was chosen', () => {
    fc.assert(
      fc.property(
        readable,
        fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 4 }),
        (text, values) => {
          expect(readFieldChoice(chooseValues(text, 'host', values), 'host').included).toEqual(values);
        },
      ),
    );
  });
});
