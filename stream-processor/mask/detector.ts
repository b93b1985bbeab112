import type { ScannerPattern } from './word-scanner.ts';

/** A part of a text, from `start` to before `end`. */
export interface Span {
  start: number;
  end: number;
}

/** Where secrets stand in a text: in order, apart, none of them empty. Takes time in proportion to the text. */
export type SpanFinder = (text: string) => readonly Span[];

/** One kind of secret: how to find it in a text. */
export interface Detector {
  kind: string;
  /** What takes its place, in brackets; default: the kind. */
  mark?: string;
  /** Run one after the other, each on what the one before it has left. */
  finders: readonly SpanFinder[];
  /**
   * Every text in which a finder finds something holds one of these, also when it is written as JSON. So they may hold nothing
   * that JSON can write in two ways but `\u`, which the cheap look knows: no quotes, slashes, control characters.
   */
  signs: readonly ScannerPattern[];
  /** Beside the signs, for what they cannot say. */
  mayHold?(source: string): boolean;
}

/** @param pattern global; a hit's group `secret` is the span, and needs the flag `d`. */
export function createPatternFinder(
  pattern: RegExp,
  accepts: (secret: string, text: string, start: number) => boolean = () => true,
): SpanFinder {
  return (text) => {
    const spans: Span[] = [];
    pattern.lastIndex = 0;
    for (let hit = pattern.exec(text); hit; hit = pattern.exec(text)) {
      const [start, end] = hit.indices?.groups?.secret ?? [hit.index, pattern.lastIndex];
      if (end === start) pattern.lastIndex = Math.max(pattern.lastIndex, end + 1);
      else if (accepts(text.slice(start, end), text, start)) spans.push({ start, end });
    }
    return spans;
  };
}

/** Signs that count in any case. */
export function anyCase(...sources: string[]): ScannerPattern[] {
  return sources.map((source) => ({ source, ignoreCase: true }));
}

/** Signs that count as they are written. */
export function asWritten(...sources: string[]): ScannerPattern[] {
  return sources.map((source) => ({ source }));
}
