import type { RepeatedTexts, TextValues } from './block-columns.ts';

/** A column whose repetitions are fewer than this is not worth a dictionary. */
const PLAIN_SHARE = 0.7;
const PLAIN_SAMPLE = 512;

/** A column of texts while it is filled. */
export interface TextCollector {
  codeOf: Map<string, number>;
  counts: number[];
  codes: Uint16Array;
  present: number;
  lastValue: string | undefined;
  lastCode: number;
  /** All texts so far, once it is clear that they hardly repeat. */
  plain: string[] | null;
}

export function createTextCollector(rows: number): TextCollector {
  return {
    codeOf: new Map(),
    counts: [],
    codes: new Uint16Array(rows),
    present: 0,
    lastValue: undefined,
    lastCode: 0,
    plain: null,
  };
}

/** Gives a row its text; rows come in rising order. */
export function collectText(collector: TextCollector, row: number, value: string): void {
  const present = ++collector.present;
  if (collector.plain) {
    collector.plain.push(value);
    collector.codes[row] = 1;
    return;
  }
  let code = value === collector.lastValue ? collector.lastCode : collector.codeOf.get(value);
  if (code === undefined) {
    code = collector.codeOf.size + 1;
    collector.codeOf.set(value, code);
    collector.counts.push(0);
    if (present >= PLAIN_SAMPLE && code > present * PLAIN_SHARE) collector.plain = textsUntil(collector, row, value);
  }
  collector.lastValue = value;
  collector.lastCode = code;
  collector.codes[row] = code;
  collector.counts[code - 1] = (collector.counts[code - 1] as number) + 1;
}

function textsUntil({ codeOf, codes }: TextCollector, row: number, value: string): string[] {
  return [...textsByRow([...codeOf.keys()], codes.subarray(0, row)), value];
}

function textsByRow(values: readonly string[], codes: Uint16Array): string[] {
  const texts: string[] = [];
  for (const code of codes) if (code !== 0) texts.push(values[code - 1] as string);
  return texts;
}

/** Null when no row has a text. */
export function finishTexts({ codeOf, counts, codes, present, plain }: TextCollector): TextValues | null {
  if (present === 0) return null;
  if (plain) return { kind: 'plain', values: plain, codes };
  return { kind: 'repeated', values: [...codeOf.keys()], counts, codes, present };
}

/** Without a dictionary when there are more rows than were looked at before, and it is not worth it any more. */
export function plainIfRare(texts: RepeatedTexts): TextValues {
  const { values, codes, present } = texts;
  if (present < PLAIN_SAMPLE || values.length <= present * PLAIN_SHARE) return texts;
  return { kind: 'plain', values: textsByRow(values, codes), codes };
}
