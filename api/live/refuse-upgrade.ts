import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { errorBody } from '../../core/error-body.ts';
import type { PipelineError } from '../../core/errors.ts';
import { requestIdOf } from '../http/request-id.ts';

/** A client that does not end its side after the answer is cut off. */
const LINGER_MS = 1_000;

/** Answers an upgrade that is not taken, and ends the connection. */
export function refuseUpgrade(request: IncomingMessage, socket: Duplex, error: PipelineError): void {
  const body = JSON.stringify(errorBody(error, requestIdOf(request)));
  const head = [
    `HTTP/1.1 ${error.status} ${STATUS_CODES[error.status]}`,
    'Connection: close',
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  socket.on('error', () => socket.destroy());
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
  // unread, the client's end would never be seen; cut at once, the answer might be lost
  socket.resume();
  const cut = setTimeout(() => socket.destroy(), LINGER_MS);
  socket.once('close', () => clearTimeout(cut));
}
