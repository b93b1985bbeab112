import type { Span } from './detector.ts';

/** The text with the mark in place of each span. @param spans in order and apart. @param onReplaced told once for each. */
export function replaceSpans(text: string, spans: readonly Span[], mark: string, onReplaced: () => void): string {
  if (spans.length === 0) return text;
  let replaced = '';
  let from = 0;
  for (const { start, end } of spans) {
    replaced += text.slice(from, start) + mark;
    from = end;
    onReplaced();
  }
  return replaced + text.slice(from);
}
