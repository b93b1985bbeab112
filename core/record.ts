/** The nouns of the product: a log as it is stored and served (docs/api.md, "The record"). */

export const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const;
/** Severity, in rising order. */
export type Level = (typeof LEVELS)[number];

export const CATEGORIES = ['Security', 'Performance', 'Business', 'General'] as const;
/** What the classifier says a log is about. */
export type Category = (typeof CATEGORIES)[number];

export const ANOMALY_SEVERITIES = ['low', 'medium', 'high', 'critical'] as const;
export type AnomalySeverity = (typeof ANOMALY_SEVERITIES)[number];

/** Optional top-level text fields; everything else that is unknown lives in `attributes`. */
export const TEXT_FIELDS = [
  'host',
  'environment',
  'endpoint',
  'method',
  'user_id',
  'request_id',
  'trace_id',
  'span_id',
  'ip_address',
  'user_agent',
] as const;
export type TextField = (typeof TEXT_FIELDS)[number];

/** What a value inside `attributes` may be. */
export type AttributeValue = string | number | boolean | null | AttributeValue[] | Attributes;
/** Free fields of a log. Plain data: own enumerable keys only, never a prototype of its own. */
export interface Attributes {
  [key: string]: AttributeValue;
}

/** A log as a service means it: normalised, not yet placed on the bus. Times are RFC 3339 UTC, always `YYYY-MM-DDTHH:mm:ss.sssZ`. */
export interface LogEvent extends Partial<Record<TextField, string>> {
  timestamp: string;
  level: Level;
  service: string;
  message: string;
  status_code?: number;
  /** Milliseconds. */
  response_time?: number;
  attributes: Attributes;
  /** The line as it came, where it was text. */
  raw?: string;
  /** The parser that read it: `json`, `rfc5424`, … */
  format?: string;
}

/** A finished log: what `logs.classified`, the store and the API hold. */
export interface LogRecord extends LogEvent {
  /** Opaque and unique, see record-id.ts. */
  id: string;
  received_at: string;
  processed_at: string;
  category: Category;
  /** 0–1, calibrated. */
  category_confidence: number;
  model_version: string;
  pattern_id?: string;
  /** 0–1; absent while the model warms up. */
  anomaly_score?: number;
  anomaly_severity?: AnomalySeverity;
}
