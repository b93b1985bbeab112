import type { Level } from '../core/record.ts';
import type { LineParser } from './parsed-line.ts';
import { withYear } from './yearless-time.ts';

const LINE = /^([IWEF])(\d{2})(\d{2}) (\d{2}):(\d{2}):(\d{2})\.(\d{1,9}) +(\d{1,10}) ([^\s\]:]{1,255}:\d{1,7})\] /;
const LEVELS: Record<string, Level> = { I: 'info', W: 'warn', E: 'error', F: 'fatal' };

/** `I0501 10:11:12.123456    1 server.go:42] message`, as glog and Kubernetes' klog write. */
export const glog: LineParser = {
  format: 'glog',
  first: 'IWEF',
  parse(line, options) {
    const found = LINE.exec(line);
    if (!found) return null;
    const [whole, letter, month, day, hour, minute, second, fraction, pid, caller] = found;
    const clock = { hour: Number(hour), minute: Number(minute), second: Number(second), fraction: fraction ?? '' };
    const timestamp = withYear({ month: Number(month), day: Number(day), ...clock }, options.receivedAt);
    const level = LEVELS[letter ?? ''];
    if (timestamp === null || level === undefined) return null;
    const attributes = { pid: pid ?? '', caller: caller ?? '' };
    return { confidence: 0.97, record: { timestamp, level, message: line.slice(whole.length), attributes } };
  },
};
