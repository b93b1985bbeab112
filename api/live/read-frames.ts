import type { RawData, WebSocket } from 'ws';
import { PipelineError } from '../../core/errors.ts';
import { errorFrame } from './outbox.ts';

const MAX_FRAME_BYTES = 16_384;

/** Tells a client of an error, and closes with the code; nothing when it is closing already. */
export function sayAndClose(socket: WebSocket, code: number, error: unknown): void {
  if (socket.readyState !== socket.OPEN) return;
  socket.send(JSON.stringify(errorFrame(error)));
  socket.close(code);
}

/** Why a frame is not even read, and the code to close with; null for one that is. */
function refusalOf(data: RawData, isBinary: boolean, isTooMany: boolean): [code: number, error: PipelineError] | null {
  if (isTooMany) return [1008, new PipelineError('bad_request', 'too many frames in a short time')];
  if (isBinary) return [1003, new PipelineError('unsupported_media_type', 'a frame must be text')];
  if ((data as Buffer).length <= MAX_FRAME_BYTES) return null;
  return [1009, new PipelineError('body_too_large', `a frame may have at most ${MAX_FRAME_BYTES} bytes`)];
}

/** Hands on the frames of a client as text; one that is binary, too large or one too many is told and ends the connection. */
export function readFrames(socket: WebSocket, mayCome: () => boolean, receive: (text: string) => void): void {
  socket.on('message', (data: RawData, isBinary: boolean) => {
    const refusal = refusalOf(data, isBinary, !mayCome());
    if (refusal) sayAndClose(socket, ...refusal);
    else receive(data.toString());
  });
}
