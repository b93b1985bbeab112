import type { QueryToken } from '../../lib/scan-query.ts';

/** The class of `styles.css` that colours a part of a query; null where it is plain text. */
export function tokenClass({ kind, start }: QueryToken, text: string): string | null {
  switch (kind) {
    case 'field':
      return 'query-field';
    case 'operator':
      return 'query-operator';
    case 'sign':
      return text[start] === '+' ? 'query-operator' : 'query-exclude';
    case 'phrase':
      return 'query-phrase';
    case 'regex':
      return 'query-regex';
    case 'value':
      return 'query-value';
    case 'open':
    case 'close':
      return 'query-bracket';
    case 'word':
      return null;
  }
}
