import { TEXT_FIELDS } from '../record.ts';

/** A parsed query (docs/query-language.md). Built by parse.ts; its meaning is matches.ts and nothing else. */
export type Query =
  | { kind: 'all' }
  | { kind: 'and'; of: readonly Query[] }
  | { kind: 'or'; of: readonly Query[] }
  | { kind: 'not'; of: Query }
  /** One or more neighbouring tokens of the message, each lower-cased: a word is a phrase of one token. */
  | { kind: 'phrase'; tokens: readonly string[] }
  /** A message token that begins with this, lower-cased. */
  | { kind: 'token_prefix'; prefix: string }
  /** RE2 syntax over the message. */
  | { kind: 'regex'; source: string; ignoreCase: boolean }
  /** The field is there. */
  | { kind: 'exists'; field: string }
  /** The field's value, written as text, is exactly this; `level` and `category` ignore case; an array has it when an element does. */
  | { kind: 'equals'; field: string; value: string }
  /** The field's value, written as text, begins with this; `level` and `category` ignore case. */
  | { kind: 'value_prefix'; field: string; prefix: string }
  /** Between bounds: numbers for numbers, severity for `level`, instants (epoch ms) for times. */
  | { kind: 'range'; field: string; min: Bound | null; max: Bound | null }
  /** An IPv4 or IPv6 address inside a block. */
  | { kind: 'cidr'; field: string; block: string };

export interface Bound {
  value: number;
  inclusive: boolean;
}

/** Top-level fields that a query can name; any other name means a path inside `attributes`. */
export const FIELDS = [
  'id',
  'timestamp',
  'received_at',
  'processed_at',
  'level',
  'service',
  'message',
  'raw',
  'format',
  'category',
  'category_confidence',
  'model_version',
  'pattern_id',
  'anomaly_score',
  'anomaly_severity',
  ...TEXT_FIELDS,
  'status_code',
  'response_time',
] as const;
