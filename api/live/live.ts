import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { toPipelineError } from '../../core/error-body.ts';
import { PipelineError } from '../../core/errors.ts';
import { isOriginAllowed } from '../http/origin.ts';
import { readTarget } from '../http/target.ts';
import type { ApiOptions, LiveLimits } from '../options.ts';
import { readParameters } from '../params/parameters.ts';
import { createAlertClient } from './alert-client.ts';
import { createAlertFeed } from './alert-feed.ts';
import { createLogClient, type LiveClient } from './log-client.ts';
import { createLogFeed } from './log-feed.ts';
import { readFrames, sayAndClose } from './read-frames.ts';
import { refuseUpgrade } from './refuse-upgrade.ts';
import { watchSocket } from './watch-socket.ts';

/** Beyond it a connection is cut without a word, so that nobody makes us hold much. */
const MAX_PAYLOAD = 262_144;

const DEFAULT_LIMITS: LiveLimits = {
  maxClients: 200,
  frameMs: 50,
  pingMs: 20_000,
  maxBufferedBytes: 1_048_576,
  stuckMs: 30_000,
};

export interface Live {
  /** Takes the upgrade of a live route; false, and nothing done, when the path is none. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  /** Says goodbye to every client and stops reading. Idempotent. */
  close(): Promise<void>;
}

interface Starter {
  /** Names of the parameters that it takes. */
  known: readonly string[];
  start(socket: WebSocket, parameters: Readonly<Record<string, string>>): LiveClient;
}

/** Starts what a socket is for; a wrong query or cursor is told in a frame, since a browser cannot read a refused upgrade. */
function startClient(starter: Starter, socket: WebSocket, parameters: URLSearchParams): LiveClient | null {
  try {
    return starter.start(socket, readParameters(parameters, starter.known));
  } catch (error) {
    sayAndClose(socket, toPipelineError(error).status < 500 ? 1008 : 1011, error);
    return null;
  }
}

function createStarters(options: ApiOptions, limits: LiveLimits) {
  const { bus, alertStore, logger, now, metrics } = options;
  const logs = createLogFeed({ bus, logger });
  const alerts = createAlertFeed({ bus, alertStore, logger });
  const skipped = metrics.counter({
    name: 'logsieve_live_skipped_total',
    help: 'Logs that a live client was too slow to be given, or that were no longer kept.',
  });
  const onSkipped = (count: number): void => skipped.add(count);
  const starters = new Map<string, Starter>([
    [
      '/ws/logs',
      {
        known: ['q', 'cursor'],
        start(socket, { q = '', cursor }) {
          const request = { q, cursor: cursor || null };
          return createLogClient({ socket, request, bus, feed: logs, limits, logger, now, onSkipped });
        },
      },
    ],
    ['/ws/alerts', { known: [], start: (socket) => createAlertClient({ socket, feed: alerts, limits }) }],
  ]);
  return { starters, close: () => Promise.all([logs.close(), alerts.close()]) };
}

/** The live routes. */
export function createLive(options: ApiOptions): Live {
  const limits = { ...DEFAULT_LIMITS, ...options.live };
  const server = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: MAX_PAYLOAD });
  const { starters, close } = createStarters(options, limits);
  const connected = options.metrics.gauge({ name: 'logsieve_live_clients', help: 'Live clients connected.' });
  let closing: Promise<unknown> | null = null;

  const accept = (socket: WebSocket, starter: Starter, parameters: URLSearchParams): void => {
    connected.set(server.clients.size);
    socket.on('error', (error) => options.logger.debug('a live connection broke', { error }));
    const client = startClient(starter, socket, parameters);
    const watch = watchSocket(socket, limits, () => client?.refresh());
    readFrames(socket, watch.countMessage, (text) => client?.receive(text));
    socket.once('close', () => {
      watch.stop();
      client?.close();
      connected.set(server.clients.size);
    });
  };

  return {
    upgrade(request, socket, head) {
      const { path, parameters } = readTarget(request.url);
      const starter = starters.get(path);
      if (!starter) return false;
      socket.on('error', () => socket.destroy());
      if (!isOriginAllowed(request, options.allowedOrigins ?? [])) {
        refuseUpgrade(request, socket, new PipelineError('forbidden', 'pages of this origin may not listen here'));
      } else if (closing || server.clients.size >= limits.maxClients) {
        refuseUpgrade(request, socket, new PipelineError('unavailable', 'too many live clients, try again later'));
      } else {
        server.handleUpgrade(request, socket, head, (webSocket) => accept(webSocket, starter, parameters));
      }
      return true;
    },
    async close() {
      for (const socket of server.clients) socket.close(1001, 'the server stops');
      closing ??= close();
      await closing;
      for (const socket of server.clients) socket.terminate();
      server.close();
    },
  };
}
