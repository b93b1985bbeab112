/** What a row shows of a message. */
export interface FirstLine {
  text: string;
  /** Lines behind it. */
  moreLines: number;
  /** Whether the line itself goes on. */
  isCut: boolean;
}

const MOST_CHARACTERS = 1_000;

/** The first line of a message that is not blank, cut where no screen could show more of it. */
export function firstLine(message: string, most = MOST_CHARACTERS): FirstLine & { start: number } {
  const start = Math.max(0, message.search(/[^\r\n]/));
  const found = message.indexOf('\n', start);
  const lineEnd = found < 0 ? message.length : message[found - 1] === '\r' ? found - 1 : found;
  const end = Math.max(start, Math.min(lineEnd, start + most));
  return { text: message.slice(start, end), start, moreLines: countLines(message, found), isCut: end < lineEnd };
}

function countLines(message: string, first: number): number {
  let count = 0;
  const end = message.trimEnd().length;
  for (let at = first; at >= 0 && at < end; at = message.indexOf('\n', at + 1)) count += 1;
  return count;
}
