import type { AlertEvent } from '../core/alert.ts';

/**
 * What became of one event on one channel. `sending`: on its way, or it was when the process died; `unknown`: may have
 * arrived; `skipped`: a resolution of something that this channel never told.
 */
export type EntryState = 'waiting' | 'sending' | 'unknown' | 'delivered' | 'refused' | 'skipped';

/** One line of the notification log: alert id, type and channel are its key, so nothing is told twice. */
export interface Entry {
  channel: string;
  alertId: string;
  type: AlertEvent['type'];
  state: EntryState;
  /** When the event came in, epoch ms. */
  acceptedAt: number;
  /** When the state was entered. */
  at: number;
  attempts: number;
  firstTriedAt: number | null;
  /** The message it is part of, while `sending` or `unknown`. */
  messageKey: string | null;
  /** Why the last attempt did not succeed. */
  reason: string | null;
  /** Whether the outcome stands in the alert's history. */
  noted: boolean;
}

/** Something to tell on one channel. */
export interface Item {
  key: string;
  event: AlertEvent;
}

export const ENTRY_PREFIX = 'entry/';
export const EVENT_PREFIX = 'event/';

export function entryKey(channel: string, event: { id: string; type: AlertEvent['type'] }): string {
  return `${ENTRY_PREFIX}${channel}/${event.type}/${event.id}`;
}

export function eventKey(event: { id: string; type: AlertEvent['type'] }): string {
  return `${EVENT_PREFIX}${event.type}/${event.id}`;
}

/** Nothing more will be tried. */
export function isFinal(entry: Entry): boolean {
  return entry.state === 'delivered' || entry.state === 'refused' || entry.state === 'skipped';
}
