import { z } from 'zod';
import { CATEGORIES } from '../../core/record.ts';
import { defineRoute, type Route } from '../http/route.ts';
import type { ApiOptions } from '../options.ts';

const MAX_ITEMS = 1_000;
const category = z.enum(CATEGORIES);

const parsed = z.strictObject({
  format: z.string(),
  confidence: z.number().min(0).max(1),
  record: z
    .record(z.string(), z.unknown())
    .describe('What the line says, under the names of a record; nothing is added.'),
});

const classified = z.strictObject({
  category,
  confidence: z.number(),
  scores: z.record(category, z.number()),
  terms: z.array(z.strictObject({ term: z.string(), weight: z.number() })),
  model_version: z.string(),
});

const scores = z.strictObject({
  precision: z.number(),
  recall: z.number(),
  f1: z.number(),
  support: z.number().int().describe('Lines with this label.'),
});

const model = z.strictObject({
  version: z.string(),
  date: z.string().nullable(),
  corpus: z.strictObject({ hash: z.string(), lines: z.number().int(), groups: z.number().int() }),
  metrics: z
    .strictObject({
      lines: z.number().int(),
      accuracy: z.number(),
      macro_f1: z.number(),
      classes: z.record(category, scores),
      confusion: z
        .record(category, z.record(category, z.number().int()))
        .describe('Lines by label (first key) and answer (second key).'),
      expected_calibration_error: z.number(),
    })
    .nullable()
    .describe('From cross-validation that leaves whole systems out; null when the model was learnt from one.'),
});

/** Trying the parsers and the model; nothing is stored. */
export function parseRoutes({
  parseLine,
  classifier,
  now,
}: Pick<ApiOptions, 'parseLine' | 'classifier' | 'now'>): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/api/v1/parse',
      summary: 'What the parsers make of raw lines.',
      tag: 'try',
      body: z.strictObject({ lines: z.array(z.string()).max(MAX_ITEMS) }),
      answer: z.strictObject({ results: z.array(parsed) }),
      handle: ({ body }) => ({ results: body.lines.map((line) => parseLine(line, { receivedAt: now() })) }),
    }),
    defineRoute({
      method: 'post',
      path: '/api/v1/classify',
      summary: 'What the model makes of messages, and why.',
      tag: 'try',
      body: z.strictObject({ messages: z.array(z.string()).max(MAX_ITEMS) }),
      answer: z.strictObject({ results: z.array(classified) }),
      handle: ({ body }) => ({ results: body.messages.map((message) => classifier.explain({ message })) }),
    }),
    defineRoute({
      method: 'get',
      path: '/api/v1/model',
      summary: 'The model in use, and how well it did when it was learnt.',
      tag: 'try',
      answer: model,
      handle: () => ({ version: classifier.version, ...classifier.facts }),
    }),
  ];
}
