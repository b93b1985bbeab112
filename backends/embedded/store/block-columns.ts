import type { NumberColumnName, Source, TextColumnName } from './block-format.ts';
import type { SplitMessages } from './split-messages.ts';

/** The records of a block field by field, before they are encoded. Rows are in the order of (timestamp, id). */
export interface BlockColumns {
  readonly rows: number;
  /** Epoch ms by row. */
  readonly timestamps: Float64Array;
  readonly receivedAt: Float64Array;
  readonly processedAt: Float64Array;
  readonly sources: readonly Source[];
  /** By row: the index of its source. */
  readonly sourceCodes: Uint16Array;
  readonly offsets: Float64Array;
  readonly messages: SplitMessages;
  /** As rawOf has them. */
  readonly raw: SplitMessages;
  readonly texts: ReadonlyMap<TextColumnName, TextValues>;
  readonly numbers: ReadonlyMap<NumberColumnName, NumberValues>;
  /** The most frequent top-level keys, values as writeValue has them. */
  readonly attributes: ReadonlyMap<string, TextValues>;
  /** All other keys of a row as one JSON object; null when there are none. */
  readonly rest: TextValues | null;
}

/** One a row; NaN where there is none. */
export type NumberValues = Float64Array;

/** Texts of which some rows, but not none, have one. */
export type TextValues = RepeatedTexts | PlainTexts;

/** Each different text once. */
export interface RepeatedTexts {
  readonly kind: 'repeated';
  readonly values: readonly string[];
  /** How often each occurs. */
  readonly counts: readonly number[];
  /** By row: 0 where there is none, else the number of the text + 1. */
  readonly codes: Uint16Array;
  /** How many rows have one. */
  readonly present: number;
}

/** Texts that hardly repeat, in the order of rows. */
export interface PlainTexts {
  readonly kind: 'plain';
  readonly values: readonly string[];
  /** By row: 0 where there is none, else another number. */
  readonly codes: Uint16Array;
}
