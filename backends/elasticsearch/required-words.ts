import { requiredText } from '../../core/query/required-text.ts';
import { tokenize } from '../../core/query/tokens.ts';
import { ALL, type Dsl } from './compiled-query.ts';
import { WORDS_CUT } from './document.ts';
import { isFaithful, MAX_PREFIX } from './faithful-text.ts';

const BEGINS_INSIDE = /^[\p{L}\p{Nd}]/u;
const ENDS_INSIDE = /[\p{L}\p{Nd}]$/u;

/**
 * Finds every record whose message the regular expression finds, and others: those with all the words, or parts of words, that
 * it cannot do without. Messages with words too long for the index are always among them.
 */
export function requiredWords(source: string, ignoreCase: boolean): Dsl {
  const text = requiredText(source, ignoreCase);
  const tokens = tokenize(text);
  if (tokens.length === 0 || !tokens.every((token) => isFaithful(token, MAX_PREFIX))) return ALL;
  // at either end of the text the word may go on
  const first = BEGINS_INSIDE.test(text) ? 0 : -1;
  const last = ENDS_INSIDE.test(text) ? tokens.length - 1 : -1;
  const filter = tokens.map((token, at): Dsl => {
    const value = `${at === first ? '*' : ''}${token}${at === last ? '*' : ''}`;
    return value === token ? { term: { words: { value } } } : { wildcard: { words: { value } } };
  });
  const cut: Dsl = { term: { present: { value: WORDS_CUT } } };
  return { bool: { should: [{ bool: { filter } }, cut], minimum_should_match: 1 } };
}
