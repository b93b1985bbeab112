import { scanQuery } from '../../lib/scan-query.ts';

/** What could be written at a place of a query: the name of a field, or a value of one. */
export interface CompletionPlace {
  /** The field whose value stands here; null where a name can stand. */
  field: string | null;
  /** What is there already, and is replaced. */
  from: number;
  to: number;
  /** What was typed of it, without quotes. */
  typed: string;
  /** Whether it is a value that others are compared with, as behind `>=`. */
  isCompared?: true;
}

/** What can be completed at the caret; null where nothing can, as inside a phrase. */
export function completionPlace(text: string, caret: number): CompletionPlace | null {
  const tokens = scanQuery(text);
  const token = tokens.find(({ start, end }) => start < caret && caret <= end);
  if (!token) return { field: openField(text, caret), from: caret, to: caret, typed: '' };
  const { kind, start, end, field } = token;
  const typed = text.slice(start, caret);
  if (kind === 'field') {
    if (caret < end) return { field: null, from: start, to: end, typed };
    return { field, from: end, to: end, typed: '' };
  }
  if (kind === 'value') {
    if (/^[[{]/.test(typed)) return null;
    const sign = /^[<>]=?/.exec(text.slice(start, end))?.[0].length ?? 0;
    if (caret < start + sign) return null;
    const value = text.slice(start + sign, caret).replace(/^"/, '');
    return { field, from: start + sign, to: end, typed: value, ...(sign > 0 && { isCompared: true }) };
  }
  if (kind === 'open' || kind === 'sign') return { field, from: caret, to: caret, typed: '' };
  return kind === 'word' ? { field: null, from: start, to: end, typed } : null;
}

/** The field inside whose brackets the caret stands. */
function openField(text: string, caret: number): string | null {
  const open: (string | null)[] = [];
  for (const { kind, start, field } of scanQuery(text)) {
    if (start >= caret) break;
    if (kind === 'open') open.push(field);
    if (kind === 'close') open.pop();
  }
  return open.at(-1) ?? null;
}
