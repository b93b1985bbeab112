import type { AlertEvent } from './alert.ts';

/** What is to be told, already grouped; each channel words it by its own rules. */
export interface Notification {
  /** The same for every attempt to send this one message. */
  key: string;
  /** One alert, or a digest of several that had to wait. Never empty. */
  alerts: readonly AlertEvent[];
  /** A former attempt had an unknown outcome: the message says that it may be a repetition. */
  mayBeRepeated: boolean;
  /** Where the dashboard is, without a slash at the end. */
  publicUrl: string;
}

export type SendOutcome =
  | { status: 'delivered' }
  /** Not taken; the same message may be tried again after so long. */
  | { status: 'retry'; afterMs: number; reason: string }
  /** The connection broke after the message may have been taken. */
  | { status: 'unknown'; reason: string }
  /** Never will be taken as it is. */
  | { status: 'refused'; reason: string };

/** A way to reach people. */
export interface Channel {
  /** `slack`, `telegram`, `webhook`, `console`. */
  readonly name: string;
  /** Never throws; gives up by itself after a time-out. No secret stands in a reason. */
  send(notification: Notification): Promise<SendOutcome>;
}

/** At most `count` messages in any span of `perMs`. */
export interface RateLimit {
  count: number;
  perMs: number;
}

/** What a channel may know of its own limits; beside `Channel`, for those that have any. */
export interface ChannelLimits {
  /** All of them hold at once. */
  readonly rates?: readonly RateLimit[];
  /** More alerts than this go into further messages. */
  readonly maxAlertsPerMessage?: number;
}
