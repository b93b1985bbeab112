import { readTimestamp } from '../core/timestamp.ts';
import { DIGITS } from './first-characters.ts';
import type { LineParser } from './parsed-line.ts';

const LINE = /^(\d{4}-\d{2}-\d{2}T[0-9:.]{8,18}(?:Z|[+-]\d{2}:\d{2})) (stdout|stderr) ([FP](?::\S{1,32})?) /;

/** `2016-10-06T00:17:09.669794202Z stdout F message`, as Kubernetes' container runtimes write (CRI logging format). */
export const cri: LineParser = {
  format: 'cri',
  first: DIGITS,
  parse(line) {
    const found = LINE.exec(line);
    const timestamp = found === null ? null : readTimestamp(found[1]);
    if (found === null || timestamp === null) return null;
    const [whole, , stream, tags] = found;
    const attributes = { stream: stream ?? '', ...(tags?.startsWith('P') ? { partial: true } : {}) };
    const message = line.slice(whole.length);
    return { confidence: 0.97, record: { timestamp, message, attributes }, inner: message };
  },
};
