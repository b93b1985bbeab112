import { formatDuration } from '../../lib/format-number.ts';
import { strings } from '../../strings/catalogue.ts';

const words = strings.alerts;

/** Less is not worth a number. */
const SHORTEST_MS = 1_000;

/** `5 min`. */
export function wordLength(ms: number): string {
  return ms < SHORTEST_MS ? words.shortest : formatDuration(ms);
}
