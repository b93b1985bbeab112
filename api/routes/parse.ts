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
  ];
}
