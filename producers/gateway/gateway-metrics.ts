import type { Metrics } from '../../core/metrics.ts';
import type { Rejection } from './read-records.ts';

/** What the gateway counts: records in and refused, bytes, requests, what is in flight. */
export interface GatewayMetrics {
  accepted(records: number, bytes: number): void;
  rejected(rejections: readonly Rejection[]): void;
  request(status: number, tookMs: number, inFlightBytes: number): void;
}

export function createGatewayMetrics(metrics: Metrics): GatewayMetrics {
  const accepted = metrics.counter({
    name: 'logsieve_gateway_accepted_total',
    help: 'Records that are durable on the bus.',
  });
  const bytes = metrics.counter({
    name: 'logsieve_gateway_bytes_total',
    help: 'Bytes of bodies that held accepted records, inflated.',
  });
  const rejected = metrics.counter({
    name: 'logsieve_gateway_rejected_total',
    help: 'Records refused, by error code.',
    labels: ['code'],
  });
  const requests = metrics.counter({
    name: 'logsieve_gateway_requests_total',
    help: 'Requests, by status.',
    labels: ['status'],
  });
  const inFlight = metrics.gauge({
    name: 'logsieve_gateway_in_flight_bytes',
    help: 'Bytes held for requests being worked on.',
  });
  const seconds = metrics.histogram({
    name: 'logsieve_gateway_request_seconds',
    help: 'From the head of a request to its answer.',
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
  });
  return {
    accepted(records, size) {
      accepted.add(records);
      bytes.add(size);
    },
    rejected(rejections) {
      for (const { code } of rejections) rejected.add(1, { code });
    },
    request(status, tookMs, inFlightBytes) {
      requests.add(1, { status: String(status) });
      seconds.observe(tookMs / 1_000);
      inFlight.set(inFlightBytes);
    },
  };
}
