import type { PartialEvent } from '../core/normalise.ts';
import { readTimestamp } from '../core/timestamp.ts';
import { DIGITS } from './first-characters.ts';
import type { LineParser } from './parsed-line.ts';

const LINE =
  /^(?:haproxy\[\d{1,10}\]: )?([0-9A-Fa-f.:]{2,45}):(\d{1,5}) \[(\d{2}\/[A-Z][a-z]{2}\/\d{4}:[\d:.]{8,16})\] (\S{1,128}) (\S{1,256}) (-?\d{1,9}\/-?\d{1,9}\/-?\d{1,9}\/-?\d{1,9}\/\+?\d{1,9}) (-?\d{1,3}) \+?(\d{1,18}) /;
const REQUEST = /"([A-Z]{3,20}) (\S{1,8192})(?: HTTP\/[\d.]{1,4})?"$/;

/** `192.0.2.4:5123 [25/Nov/2026:22:40:01.123] front back/srv 0/0/1/69/70 200 512 … "GET / HTTP/1.1"`, HAProxy's HTTP format. Its last time is the whole request's. */
export const haproxy: LineParser = {
  format: 'haproxy',
  first: `h:abcdefABCDEF${DIGITS}`,
  parse(line) {
    const found = LINE.exec(line);
    const timestamp = found === null ? null : readTimestamp(found[3]);
    if (found === null || timestamp === null) return null;
    const [whole, client, , , frontend, backend, times, status, bytes] = found;
    const rest = line.slice(whole.length);
    const request = REQUEST.exec(rest.slice(-10_000));
    const message = `${request?.[0] ?? ''} ${status} ${bytes}`.trim();
    const record: PartialEvent = { timestamp, message, ip_address: client ?? '', attributes: {} };
    if (request) {
      record.method = request[1] ?? '';
      record.endpoint = request[2] ?? '';
    }
    if (Number(status) > 0) record.status_code = Number(status);
    record.response_time = Number(times?.split('/').at(-1)?.replace('+', ''));
    Object.assign(record.attributes, { frontend, backend, times, bytes: Number(bytes) });
    return { confidence: 0.97, record };
  },
};
