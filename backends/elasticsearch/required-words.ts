import { requiredText } from '../../core/query/required-text.ts';
import { tokenize } from '../../core/query/tokens.ts';
import { ALL, type Dsl } from './compiled-query.ts';
import { isFaithful, MAX_TOKEN } from './faithful-text.ts';

const WORD = /[\p{L}\p{Nd}]/u;

/** Finds every record whose message the regular expression finds, and others: those that hold the words it cannot do without. */
export function requiredWords(source: string, ignoreCase: boolean): Dsl {
  const text = requiredText(source, ignoreCase);
  const tokens = tokenize(text);
  const last = tokens.length - 1;
  const filter = tokens.flatMap((token, at): Dsl[] => {
    // at either end of the text the word may go on
    const begins = at > 0 || !WORD.test(Array.from(text)[0] ?? '');
    const ends = at < last || !WORD.test(Array.from(text).at(-1) ?? '');
    if (!begins || !isFaithful(token, MAX_TOKEN)) return [];
    return [ends ? { term: { words: { value: token } } } : { prefix: { words: { value: token } } }];
  });
  return filter.length === 0 ? ALL : { bool: { filter } };
}
