import { apacheCombined, apacheCommon } from './access-log.ts';
import { cri } from './container.ts';
import { apacheError, nginxError } from './error-log.ts';
import { glog } from './glog.ts';
import { json } from './json.ts';
import { logfmt } from './logfmt.ts';
import type { LineParser } from './parsed-line.ts';
import { rfc3164 } from './rfc3164.ts';
import { rfc5424 } from './rfc5424.ts';

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
  rfc3164,
  logfmt,
];
