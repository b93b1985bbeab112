import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { lightTerms } from './light-terms.ts';

const lit = (message: string, terms: { term: string; weight: number }[]) =>
  lightTerms(message, terms).map(({ start, end, kind }) => [message.slice(start, end), kind]);

test('words and pairs are lit for and against, the weightier first', () => {
  const terms = [
    { term: 'password', weight: 2 },
    { term: 'failed login', weight: 1 },
    { term: 'login', weight: 3 },
    { term: 'from', weight: -0.5 },
  ];
  expect(lit('Failed login: PASSWORD from fromage', terms)).toEqual([
    ['login', 'for'],
    ['PASSWORD', 'for'],
    ['from', 'against'],
  ]);
});

test('a pair is found over what stands between its words', () => {
  expect(lit('user=root, invalid', [{ term: 'root invalid', weight: 1 }])).toEqual([['root, invalid', 'for']]);
});

test('a word is found before the digits of its name, a number only whole', () => {
  const terms = [
    { term: 'ssh', weight: 2 },
    { term: '22', weight: 1 },
  ];
  expect(lit('port 22 ssh2 sshd 220', terms)).toEqual([
    ['22', 'for'],
    ['ssh', 'for'],
  ]);
});

test('what stands in no message lights nothing', () => {
  expect(
    lit('level service', [
      { term: 'level:warn', weight: 1 },
      { term: ' ', weight: 1 },
    ]),
  ).toEqual([]);
});

test('whatever the terms, marks are in order and apart', () => {
  const term = fc.record({ term: fc.string(), weight: fc.double({ noNaN: true }) });
  fc.assert(
    fc.property(fc.string(), fc.array(term), (message, terms) => {
      const marks = lightTerms(message, terms);
      for (const [index, { start, end }] of marks.entries()) {
        expect(start).toBeLessThan(end);
        expect(marks[index + 1]?.start ?? end).toBeGreaterThanOrEqual(end);
      }
    }),
  );
});
