import type { LogRecord, TextField } from '../../../core/record.ts';
import { TEXT_FIELDS } from '../../../core/record.ts';

/**
 * The layout of a block: up to {@link MAX_ROWS} records in the order of (timestamp, id), field by field. A column has one to
 * three parts; parts stand in compressed frames, small ones together, so a reader unpacks little more than a query needs. The head is
 * JSON and says what stands where.
 */
export const MAX_ROWS = 16_384;
/** Records of unusual size make smaller blocks: so much of uncompressed parts, give or take one record. */
export const MAX_RAW_BYTES = 32 * 1024 * 1024;

/** The frames that hold the token filter and the head; columns begin behind them. */
export const FILTER_FRAME = 0;
export const HEAD_FRAME = 1;
export const FIRST_COLUMN_FRAME = 2;
/** Frames of block b have the rowids b × 256 … b × 256 + 255. */
export const FRAMES_PER_BLOCK = 256;
/** Attribute keys beyond the most frequent ones share one column of JSON. */
export const MAX_ATTRIBUTE_COLUMNS = 48;

/**
 * How a column of texts is kept. Code 0 means absent, code n the n-th entry.
 * - `constant`: every row has the one value.
 * - `dictionary`: few values, in the head, with how often each occurs.
 * - `pool`: many values, in a part together with their counts.
 * - `plain`: mostly different values, in row order; `presence` (0 or 1 a row) unless all rows have one.
 */
export type TextMeta =
  | { kind: 'constant'; value: string }
  | { kind: 'dictionary'; values: readonly string[]; counts: readonly number[]; codes: number }
  | { kind: 'pool'; values: number; codes: number }
  | { kind: 'plain'; lengths: number; characters: number; presence: number | null };

/** Numbers: few different ones with codes; decimals as whole numbers of 10^-scale; or doubles. The last two in row order. */
export type NumberMeta =
  | { kind: 'dictionary'; values: number[]; counts: number[]; codes: number }
  | { kind: 'decimal'; scale: number; numbers: number; presence: number | null }
  | { kind: 'double'; numbers: number; presence: number | null };

/** Templates with codes a row, and all variables by template, slot and row. */
export interface MessageMeta {
  templates: number;
  codes: number;
  variables: { lengths: number; characters: number } | null;
}

/** Where a part is: in which frame, from which byte on, how many bytes. */
export type PartPlace = [frame: number, begin: number, length: number];

export interface BlockHead {
  rows: number;
  /** By the number of the part. */
  parts: PartPlace[];
  /** The parts of the three times: differences to the row before, to the timestamp, to the time of receipt. */
  times: { timestamp: number; received_at: number; processed_at: number };
  /** `epoch-partition` of each code; offsets as differences within a source. */
  ids: { sources: string[]; codes: number | null; offsets: number };
  message: MessageMeta;
  raw: MessageMeta | null;
  texts: Record<string, TextMeta>;
  numbers: Record<string, NumberMeta>;
  /** By top-level key, as pairs because any key is allowed; values as writeValue has them. */
  attributes: [string, TextMeta][];
  /** JSON objects of all other attribute keys. */
  rest: TextMeta | null;
  /** Quantile sketches in base64. */
  sketches: Record<string, string>;
}

export type TextColumnName =
  | 'level'
  | 'service'
  | 'category'
  | 'model_version'
  | 'pattern_id'
  | 'anomaly_severity'
  | 'format'
  | TextField;

export const TEXT_COLUMNS: readonly TextColumnName[] = [
  'level',
  'service',
  'category',
  'model_version',
  'pattern_id',
  'anomaly_severity',
  'format',
  ...TEXT_FIELDS,
];

export const NUMBER_COLUMNS = ['status_code', 'response_time', 'category_confidence', 'anomaly_score'] as const;
export type NumberColumnName = (typeof NUMBER_COLUMNS)[number];

/** Fields whose distribution can be asked for. */
export const SKETCHED_COLUMNS = ['status_code', 'response_time'] as const;

/** A record with what the format needs of it at hand. Times are epoch ms. */
export interface Row {
  record: LogRecord;
  timestamp: number;
  receivedAt: number;
  processedAt: number;
  source: Source;
  offset: number;
}

/** Where ids come from: a partition of a topic that was created once. The same source always is the same object. */
export interface Source {
  /** `epoch-partition` */
  key: string;
  epoch: string;
  partition: number;
}

/** A block as it goes into the database; frames by their number. */
export interface EncodedBlock {
  rows: number;
  minTime: number;
  maxTime: number;
  /** Of all parts, uncompressed. */
  rawBytes: number;
  frames: readonly Uint8Array[];
  /** Offsets that the block holds, by source. */
  spans: readonly { source: Source; minOffset: number; maxOffset: number }[];
}

/** `raw` is kept as what stands before the message when it ends with it (first mark), or whole. */
export const RAW_ENDS_WITH_MESSAGE = '=';
export const RAW_WHOLE = '~';
