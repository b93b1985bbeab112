import { useMutation, useQuery } from '@tanstack/react-query';
import type { Explanation, ModelFacts } from '../../../core/classifier.ts';
import { stripAnsi } from '../lib/ansi.ts';
import { getJson, sendJson } from './request.ts';

export interface ModelAnswer extends ModelFacts {
  version: string;
}

export function useModel() {
  return useQuery({
    queryKey: ['model'],
    queryFn: ({ signal }) => getJson<ModelAnswer>('/api/v1/model', {}, signal),
  });
}

/** What the parsers read in a line. */
export interface ReadLine {
  /** `unknown` for plain text, which is all message. */
  format: string;
  message: string;
  level?: string;
  service?: string;
}

/** A line as it was read, with what the model makes of its message. */
export interface Classified extends Explanation, ReadLine {}

interface Parsed {
  format: string;
  record: { message?: string; level?: string; service?: string };
}

async function readLines(lines: readonly string[]): Promise<ReadLine[]> {
  const { results } = await sendJson<{ results: Parsed[] }>('POST', '/api/v1/parse', { lines });
  return results.map(({ format, record: { message, level, service } }, at) => ({
    format,
    // the colours of a terminal are no words
    message: stripAnsi(message ?? lines[at] ?? ''),
    ...(level && { level }),
    ...(service && { service }),
  }));
}

/** Reads lines as those that are sent, so that what is judged is their message. */
async function classify(lines: readonly string[]): Promise<Classified[]> {
  const read = await readLines(lines);
  const messages = read.map(({ message }) => message);
  const { results } = await sendJson<{ results: Explanation[] }>('POST', '/api/v1/classify', { messages });
  return results.flatMap((result, at) => (read[at] ? [{ ...result, ...read[at] }] : []));
}

export function useClassify() {
  return useMutation({ mutationFn: classify });
}
