import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Classifier } from '../../core/classifier.ts';
import { PipelineError } from '../../core/errors.ts';
import { CATEGORIES, LEVELS } from '../../core/record.ts';
import { type LabelledLine, readLabelledLines } from '../labelled-lines.ts';
import { corpusFiles } from '../train.ts';
import { type CategoryModel, formatModel, parseModel } from './artifact.ts';
import {
  describeCorpus,
  loadCategoryModel,
  readCategoryModel,
  SHIPPED_MODEL,
  trainCategoryModel,
} from './category-model.ts';
import { createCategoryClassifier } from './classifier.ts';
import { learn, readTerms, scoreRows } from './learn.ts';
import { toProbabilities } from './scorer.ts';

let corpus: LabelledLine[];
let shipped: CategoryModel;
let classifier: Classifier;

beforeAll(async () => {
  corpus = [];
  for await (const line of readLabelledLines(await corpusFiles())) corpus.push(line);
  shipped = readCategoryModel();
  classifier = loadCategoryModel();
});

function invalidModel(text: string): string {
  try {
    parseModel(text, 'model.json');
  } catch (error) {
    if (error instanceof PipelineError && error.code === 'invalid_model') return error.message;
    throw error;
  }
  throw new Error('the model was taken');
}

describe('the shipped model', () => {
  test('was trained on the corpus in the tree: run `npm run logsieve -- train` after changing it', () => {
    expect(shipped.corpus).toEqual(describeCorpus(corpus));
  });

  test('comes out of training again, byte by byte', () => {
    const again = trainCategoryModel(corpus, shipped.date === null ? {} : { date: shipped.date });
    expect(again.hash).toBe(shipped.hash);
    expect(formatModel(again)).toBe(readFileSync(SHIPPED_MODEL, 'utf8'));
  });

  test('holds on systems it was not trained on', () => {
    expect(shipped.metrics?.macro_f1).toBeGreaterThan(0.8);
    expect(shipped.metrics?.expected_calibration_error).toBeLessThan(0.05);
  });

  test.each([
    ['Security', 'Failed password for invalid user admin from 203.0.113.7 port 52114 ssh2'],
    ['Security', 'access denied for user intern on /payroll'],
    ['Performance', 'request to inventory took 5312 ms'],
    ['Performance', 'connection timed out after 30s'],
    ['Business', 'order 7781 placed, total 59.90 EUR'],
    ['Business', 'payment declined: insufficient funds'],
    ['General', 'server listening on port 8080'],
    ['General', 'NullPointerException at com.example.App.main'],
  ])('says %s of "%s"', (category, message) => {
    expect(classifier.classify({ message }).category).toBe(category);
  });
});

test('classifying by the compiled tables is TF-IDF and Naive Bayes by the book', () => {
  const lines = corpus.filter((_, i) => i % 7 === 0);
  const all = readTerms(lines);
  const rows = [...lines.keys()];
  const model = trainCategoryModel(lines);
  const scores = scoreRows(learn(all, rows, model.settings), all, rows, model.settings);
  const compiled = createCategoryClassifier(model);
  for (const row of rows) {
    const wanted = toProbabilities(scores.slice(row * 4, row * 4 + 4), [0, 0, 0, 0], model.parameters.temperature);
    const found = compiled.explain(lines[row] as LabelledLine);
    for (const [c, category] of CATEGORIES.entries())
      expect(found.scores[category]).toBeCloseTo(wanted[c] as number, 5);
  }
});

describe('an explanation', () => {
  test('names words of the message, strongest first, and agrees with the answer', () => {
    const input = { message: 'User login failed: wrong Password, attempt 3', level: 'warn', service: 'auth' } as const;
    const { terms, scores, ...answer } = classifier.explain(input);
    expect(answer).toEqual({ ...classifier.classify(input), model_version: classifier.version });
    expect(Object.values(scores).reduce((sum, score) => sum + score, 0)).toBeCloseTo(1, 9);
    expect(terms.map(({ term }) => term)).toContain('Password');
    const sizes = terms.map(({ weight }) => Math.abs(weight));
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
  });

  test('of a message without a known word has no terms', () => {
    expect(classifier.explain({ message: '' }).terms).toEqual([]);
  });
});

describe('any message is classified', () => {
  const sane = ({ category, confidence }: { category: string; confidence: number }): boolean =>
    (CATEGORIES as readonly string[]).includes(category) && confidence >= 0.25 && confidence <= 1;

  test.each([
    ['nothing', ''],
    ['only punctuation', '!?-:.,;()[]{}'.repeat(500)],
    ['NUL', '\0'.repeat(3_000)],
    ['lone surrogates', '\ud800 \udc00a\udfff'.repeat(900)],
    ['ten million characters', 'x'.repeat(10_000_000)],
    ['nested shapes', '1.2.3-0x:'.repeat(300)],
    ['a long almost-hash', `${'a0'.repeat(950)}-a`],
    ['a long almost-duration', `${'1m'.repeat(950)}!x`],
    ['a long almost-address', `${'a.'.repeat(950)}@a`],
    ['names of members of Object', '__proto__ constructor toString hasOwnProperty'],
  ])('%s', (_name, message) => {
    expect(sane(classifier.classify({ message }))).toBe(true);
    expect(sane(classifier.explain({ message }))).toBe(true);
  });

  test('with or without level and service, twice alike', () => {
    const optional = <T>(from: fc.Arbitrary<T>) => fc.option(from, { nil: undefined });
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 300 }),
        optional(fc.constantFrom(...LEVELS)),
        optional(fc.string({ maxLength: 20 })),
        (message, level, service) => {
          const input = { message, ...(level ? { level } : {}), ...(service ? { service } : {}) };
          const first = classifier.classify(input);
          expect(sane(first)).toBe(true);
          expect(classifier.classify(input)).toEqual(first);
        },
      ),
    );
  });
});

describe('a model file that cannot be trusted is refused, saying why', () => {
  test.each<[string, (text: string) => string, string]>([
    ['cut short', (text) => text.slice(0, 20_000), 'not JSON'],
    ['another kind of file', () => '{"name":"x"}', 'not a category model'],
    ['a later format', (text) => text.replace('"format_version": 1', '"format_version": 9'), 'format version 9'],
    ['edited', (text) => text.replace('"priorPower": 0.8', '"priorPower": 0.9'), 'does not match its hash'],
    ['damaged', (text) => text.replace(/("weights": ".{100})./, '$1!'), 'does not match its hash'],
  ])('%s', (_name, damage, why) => {
    const text = readFileSync(SHIPPED_MODEL, 'utf8');
    expect(invalidModel(damage(text))).toContain(why);
  });

  test('missing', () => {
    expect(() => loadCategoryModel('/nowhere/model.json')).toThrow(expect.objectContaining({ code: 'invalid_model' }));
  });
});

test('a model survives being written and read', () => {
  expect(parseModel(formatModel(shipped), 'again')).toEqual(shipped);
});

test('training needs two categories', () => {
  const lines: LabelledLine[] = [{ message: 'a', label: 'General', group: 'g' }];
  expect(() => trainCategoryModel(lines)).toThrow(expect.objectContaining({ code: 'bad_request' }));
});
