import type { Level } from '../../core/record.ts';
import { topicOf } from './topics.ts';

/** Stands between the two tokens of a pair; no token holds a space. */
export const PAIR_SEPARATOR = ' ';

/** Stand for the edges of a message in pairs, so that "what comes first" and "what comes last" are terms. */
export const START = '<start>';
export const END = '<end>';

export const levelTerm = (level: Level): string => `level:${level}`;
export const serviceTerm = (token: string): string => `service:${token}`;

/** What the model sees of a log, all as tokens. */
export interface TokenisedLog {
  message: readonly string[];
  service?: readonly string[];
  level?: Level;
}

/** The terms of a log: each token, its topic, each two neighbours, and the level and the service where they are known. */
export function termsOf(log: TokenisedLog): string[] {
  const terms: string[] = [];
  let before = START;
  for (const token of log.message) {
    terms.push(token);
    const topic = topicOf(token);
    if (topic !== undefined) terms.push(topic);
    terms.push(before + PAIR_SEPARATOR + token);
    before = token;
  }
  if (before !== START) terms.push(before + PAIR_SEPARATOR + END);
  if (log.level !== undefined) terms.push(levelTerm(log.level));
  for (const token of log.service ?? []) terms.push(serviceTerm(token));
  return terms;
}
