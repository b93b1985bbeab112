import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import createPinoTransport from '../../producers/sdk/pino-transport.ts';

/** A service that logs with pino: `node pino-service.ts stream|thread URL`. */
const [, , kind, url = ''] = process.argv;
const options = { url, service: 'shop' };
const target = fileURLToPath(new URL('../../producers/sdk/pino-transport.ts', import.meta.url));
const stream = kind === 'thread' ? pino.transport({ target, options }) : createPinoTransport(options);
pino(stream).error({ order: 7, err: new Error('declined') }, 'payment failed');
stream.end();
