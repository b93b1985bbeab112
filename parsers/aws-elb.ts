import type { PartialEvent } from '../core/normalise.ts';
import { readTimestamp } from '../core/timestamp.ts';
import { DIGITS } from './first-characters.ts';
import type { LineParser } from './parsed-line.ts';

const LINE =
  /^(?:(https?|h2|grpcs|wss?) )?(\d{4}-\d{2}-\d{2}T[\d:.]{8,18}Z) (\S{1,256}) ([0-9A-Fa-f.:]{2,45}):(\d{1,5}) (\S{1,64}) (-?[\d.]{1,16}) (-?[\d.]{1,16}) (-?[\d.]{1,16}) (\d{3}|-) (\d{3}|-) (\d{1,18}) (\d{1,18}) "/;
const REQUEST = /^([A-Z]{3,20}) (\S{1,16384})(?: HTTP\/[\d.]{1,4}| -)? ?" "([^"\n]{0,8192})"/;
const PATH = /^[a-z]{2,8}:\/\/[^/\s]{1,512}(\/\S*)$/;

function responseTime(parts: readonly (string | undefined)[]): number | undefined {
  const seconds = parts.map(Number);
  if (seconds.some((part) => !(part >= 0))) return undefined;
  return Number((seconds.reduce((sum, part) => sum + part, 0) * 1_000).toFixed(6));
}

/** The access log of Amazon's load balancers, Classic and Application. The response time is the sum of the three that it says. */
export const awsElb: LineParser = {
  format: 'aws_elb',
  first: `hgw${DIGITS}`,
  parse(line) {
    const found = LINE.exec(line);
    const timestamp = found === null ? null : readTimestamp(found[2]);
    if (found === null || timestamp === null) return null;
    const [whole, type, , balancer, client, , target, , , , status, targetStatus, , bytes] = found;
    const rest = line.slice(whole.length);
    const request = REQUEST.exec(rest.slice(0, 32_768));
    const quoted = rest.slice(0, Math.max(0, rest.indexOf('"')));
    const record: PartialEvent = { timestamp, message: `"${quoted}" ${status} ${bytes}`, attributes: {} };
    record.ip_address = client ?? '';
    if (request) {
      record.method = request[1] ?? '';
      record.endpoint = PATH.exec(request[2] ?? '')?.[1] ?? request[2] ?? '';
      if (request[3] && request[3] !== '-') record.user_agent = request[3];
    }
    if (status !== '-') record.status_code = Number(status);
    const time = responseTime(found.slice(7, 10));
    if (time !== undefined) record.response_time = time;
    Object.assign(record.attributes, {
      load_balancer: balancer,
      target,
      target_status: targetStatus,
      bytes: Number(bytes),
    });
    if (type !== undefined) record.attributes.type = type;
    return { confidence: 0.97, record };
  },
};
