import { randomUUID } from 'node:crypto';
import express, { type Request, type Response, type Router } from 'express';
import { errorBody, toPipelineError } from '../../core/error-body.ts';
import { PipelineError } from '../../core/errors.ts';
import type { LogBus } from '../../core/log-bus.ts';
import type { Logger } from '../../core/logger.ts';
import type { Metrics } from '../../core/metrics.ts';
import { formatRecordId } from '../../core/record-id.ts';
import { readRequestId } from '../../core/request-id.ts';
import { retryAfterS } from '../../core/retry-after.ts';
import type { ParseLine } from '../../parsers/parsed-line.ts';
import { readBodyType } from './body-kind.ts';
import { type ByteBudget, type ByteShare, createByteBudget } from './byte-budget.ts';
import { createGatewayMetrics } from './gateway-metrics.ts';
import { DEFAULT_LIMITS, type GatewayLimits } from './limits.ts';
import { readBody } from './read-body.ts';
import { type ReadRecords, type Rejection, readRecords } from './read-records.ts';

export interface GatewayOptions {
  bus: Pick<LogBus, 'publish'>;
  parseLine: ParseLine;
  /** Resolves with true once all of these records can be searched, with false at the deadline (epoch ms). */
  awaitIndexed(ids: readonly string[], deadline: number): Promise<boolean>;
  logger: Logger;
  metrics: Metrics;
  /** Epoch ms. */
  now: () => number;
  limits?: Partial<GatewayLimits>;
}

/** What an answer lists of many rejections; their number is always whole. */
const LISTED_REJECTIONS = 1_000;

interface Answer {
  status: number;
  body: Record<string, unknown>;
}

interface Wanted {
  waitForIndex: boolean;
  defaultService: string | undefined;
}

function readWanted(request: Request): Wanted {
  const searchParams = new URLSearchParams(/\?[^#]*/.exec(request.url)?.[0]);
  const ack = searchParams.get('ack') ?? 'bus';
  if (ack !== 'bus' && ack !== 'indexed') {
    throw new PipelineError('invalid_parameter', `"ack" must be "bus" or "indexed", not "${ack}"`, {
      details: { parameter: 'ack' },
    });
  }
  const service = (searchParams.get('service') ?? request.get('x-logsieve-service') ?? '').trim();
  if (service.length > 256) {
    throw new PipelineError('invalid_parameter', '"service" is longer than 256 characters', {
      details: { parameter: 'service' },
    });
  }
  return { waitForIndex: ack === 'indexed', defaultService: service === '' ? undefined : service };
}

function refuseAll(rejected: readonly Rejection[]): PipelineError {
  const [first] = rejected;
  if (first === undefined) return new PipelineError('bad_request', 'the body holds no record');
  const isSame = rejected.every(({ code }) => code === first.code);
  const message =
    rejected.length === 1
      ? first.message
      : `none of the ${rejected.length} records could be taken; the first: ${first.message}`;
  // a code of another status than 400 speaks for the whole only when all records have it
  return new PipelineError(isSame ? first.code : 'invalid_record', message, { details: { ...listed(rejected) } });
}

function listed(rejected: readonly Rejection[]): { rejected: readonly Rejection[]; rejected_count?: number } {
  if (rejected.length <= LISTED_REJECTIONS) return { rejected };
  return { rejected: rejected.slice(0, LISTED_REJECTIONS), rejected_count: rejected.length };
}

function requestIdOf(request: Request): string {
  return readRequestId(request.get('x-request-id')) ?? randomUUID();
}

function sendError(response: Response, error: PipelineError, requestId: string): void {
  if (response.headersSent || response.destroyed) return;
  const waitS = retryAfterS(error);
  if (waitS !== null) response.set('Retry-After', String(waitS));
  response.status(error.status).json(errorBody(error, requestId));
}

async function publishRecords(
  read: ReadRecords,
  wanted: Wanted,
  options: GatewayOptions,
  timeoutMs: number,
): Promise<Answer> {
  const { epoch, positions } = await options.bus.publish(read.messages);
  const body = { accepted: read.messages.length, ...listed(read.rejected) };
  if (!wanted.waitForIndex) return { status: 202, body };
  const ids = positions.map(({ partition, offset }) => formatRecordId(epoch, partition, offset));
  const isIndexed = await options.awaitIndexed(ids, options.now() + timeoutMs);
  return { status: isIndexed ? 201 : 202, body: { ...body, ids } };
}

/**
 * The door for logs over HTTP, `POST /api/v1/logs`: records are durable on `logs` when the answer says so, and what is
 * not taken is named in it. The router has no state that outlives its requests.
 */
export function createGateway(options: GatewayOptions): Router {
  const limits: GatewayLimits = { ...DEFAULT_LIMITS, ...options.limits };
  const budget: ByteBudget = createByteBudget(limits.inFlightBytes);
  const counted = createGatewayMetrics(options.metrics);

  const takeIn = async (request: Request, share: ByteShare): Promise<Answer> => {
    const wanted = readWanted(request);
    const type = readBodyType(request.get('content-type'));
    const receivedAt = options.now();
    const body = await readBody(request, limits, share);
    if (body.length === 0) throw new PipelineError('bad_request', 'the body is empty');
    const { parseLine } = options;
    const { recordBytes, recordsPerRequest } = limits;
    const { defaultService } = wanted;
    const read = await readRecords(body, type, {
      parseLine,
      recordBytes,
      recordsPerRequest,
      receivedAt,
      defaultService,
    });
    counted.rejected(read.rejected);
    if (read.messages.length === 0) throw refuseAll(read.rejected);
    const answer = await publishRecords(read, wanted, options, limits.indexedTimeoutMs);
    counted.accepted(read.messages.length, body.length);
    return answer;
  };

  const handle = async (request: Request, response: Response): Promise<void> => {
    const begun = options.now();
    const requestId = requestIdOf(request);
    const share = budget.open();
    response.set({ 'X-Request-Id': requestId, 'X-Content-Type-Options': 'nosniff' });
    try {
      const { status, body } = await takeIn(request, share);
      response.status(status).json(body);
    } catch (thrown) {
      const error = toPipelineError(thrown);
      if (error.status >= 500 && error.status !== 503)
        options.logger.error('a request for logs failed', { requestId, error: thrown });
      sendError(response, error, requestId);
    } finally {
      share.release();
      counted.request(response.statusCode, options.now() - begun, budget.used);
    }
  };

  const router = express.Router();
  router.post('/api/v1/logs', handle);
  router.all('/api/v1/logs', (request, response) => {
    response.set('Allow', 'POST');
    const error = new PipelineError(
      'method_not_allowed',
      `${request.method} is not possible here; logs are sent by POST`,
    );
    sendError(response, error, requestIdOf(request));
  });
  return router;
}
