import porterStemmer from 'natural/lib/natural/stemmers/porter_stemmer.js';

const CACHE_LIMIT = 20_000;
const MAX_LENGTH = 40;

/**
 * Porter's stem of a lower-case word (M. F. Porter, "An algorithm for suffix stripping", 1980), remembered by word.
 * Words of fewer than four letters or more than 40, and words with anything but a–z are their own stem.
 */
export function createStemmer(): (word: string) => string {
  const known = new Map<string, string>();
  return (word) => {
    const remembered = known.get(word);
    if (remembered !== undefined) return remembered;
    if (word.length > MAX_LENGTH) return word;
    const stem = word.length > 3 && /^[a-z]+$/.test(word) ? porterStemmer.stem(word) : word;
    if (known.size >= CACHE_LIMIT) known.clear();
    known.set(word, stem);
    return stem;
  };
}
