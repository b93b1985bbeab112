import { isIP } from 'node:net';
import type { PartialEvent } from '../core/normalise.ts';

/** `… from 203.0.113.9 port 22`, `rhost=203.0.113.9`: where system programs say who was at the other end. */
const PEER = /(?:\bfrom |\brhost=)([0-9A-Fa-f][0-9A-Fa-f.:]{2,44})(?![0-9A-Za-z])/;

/** The address of the other end, when the message names one in the usual way. */
function peerAddress(message: string): string | undefined {
  const found = PEER.exec(message)?.[1]?.replace(/[.:]$/, '');
  return found !== undefined && isIP(found) !== 0 ? found : undefined;
}

/**
 * Fills in what a raw line says without a field of its own: a failed request is an error (5xx) or a warning (4xx) where
 * the format has no level, and the peer's address is taken from the message. Fields that are there stay.
 */
export function enrich(record: PartialEvent): PartialEvent {
  const enriched = { ...record };
  const { status_code: status, message } = record;
  if (enriched.level === undefined && status !== undefined && status >= 400) {
    enriched.level = status >= 500 ? 'error' : 'warn';
  }
  if (enriched.ip_address === undefined && message !== undefined) {
    const address = peerAddress(message);
    if (address !== undefined) enriched.ip_address = address;
  }
  return enriched;
}
