const MIB = 1_048_576;

/** What one request, and all of them together, may cost. */
export interface GatewayLimits {
  /** Of a body as it is sent, compressed or not. */
  bodyBytes: number;
  /** Of a body after inflating, however well it was compressed. */
  inflatedBytes: number;
  /** Of one record. */
  recordBytes: number;
  recordsPerRequest: number;
  /** Of all requests that are being worked on. */
  inFlightBytes: number;
  /** How long `?ack=indexed` waits before it answers without. */
  indexedTimeoutMs: number;
}

export const DEFAULT_LIMITS: Readonly<GatewayLimits> = {
  bodyBytes: 20 * MIB,
  inflatedBytes: 20 * MIB,
  recordBytes: MIB,
  recordsPerRequest: 100_000,
  inFlightBytes: 64 * MIB,
  indexedTimeoutMs: 10_000,
};
