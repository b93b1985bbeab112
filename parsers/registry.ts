import { apacheCombined, apacheCommon } from './access-log.ts';
import { awsElb } from './aws-elb.ts';
import { cri } from './container.ts';
import { apacheError, nginxError } from './error-log.ts';
import { glog } from './glog.ts';
import { haproxy } from './haproxy.ts';
import { json } from './json.ts';
import { logcat } from './logcat.ts';
import { logfmt } from './logfmt.ts';
import { monolog } from './monolog.ts';
import type { LineParser } from './parsed-line.ts';
import { php } from './php.ts';
import { postgresql } from './postgresql.ts';
import { redis } from './redis.ts';
import { rfc3164 } from './rfc3164.ts';
import { rfc5424 } from './rfc5424.ts';
import { rubyLogger } from './ruby-logger.ts';
import { text } from './text.ts';

/** Every format, the more telling first: the first that knows a line reads it. */
export const PARSERS: readonly LineParser[] = [
  json,
  rfc5424,
  apacheCombined,
  apacheCommon,
  nginxError,
  apacheError,
  cri,
  glog,
  awsElb,
  haproxy,
  postgresql,
  redis,
  php,
  rubyLogger,
  logcat,
  monolog,
  rfc3164,
  logfmt,
  text,
];

const ASCII = 128;
const OF_ANY_BEGINNING = PARSERS.filter(({ first }) => first === undefined);
const BY_FIRST = Array.from({ length: ASCII }, (_, code) =>
  PARSERS.filter(({ first }) => first === undefined || first.includes(String.fromCharCode(code))),
);

/** The parsers that a line can belong to by its first character, in the order of {@link PARSERS}. */
export function parsersFor(line: string): readonly LineParser[] {
  return BY_FIRST[line.charCodeAt(0)] ?? OF_ANY_BEGINNING;
}
