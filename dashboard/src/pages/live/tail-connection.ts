import type { LiveStatus } from '../../lib/live-socket.ts';

/** How the tail is connected. `away`: the server does not answer, whatever the connection seems to be; the frame says so. */
export type TailConnection = LiveStatus | 'away';

/** Whether lines that are logged now come only later. */
export function isLost(connection: TailConnection): boolean {
  return connection === 'reconnecting' || connection === 'away';
}
