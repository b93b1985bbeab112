import { TEXT_FIELDS } from './record.ts';

/** Places of the known fields; text fields follow from {@link FIRST_TEXT} in the order of TEXT_FIELDS. */
export const FIELD = {
  timestamp: 0,
  level: 1,
  service: 2,
  message: 3,
  status_code: 4,
  response_time: 5,
  raw: 6,
  format: 7,
  attributes: 8,
  metadata: 9,
} as const;
export const FIRST_TEXT = 10;

/** What `format` may say of a record; the same word from a sender with another meaning is an attribute. */
export const FORMATS: ReadonlySet<string> = new Set([
  'json',
  'rfc5424',
  'rfc3164',
  'apache_common',
  'apache_combined',
  'apache_error',
  'nginx_error',
  'cri',
  'glog',
  'logfmt',
  'aws_elb',
  'haproxy',
  'postgresql',
  'redis',
  'php',
  'ruby',
  'logcat',
  'monolog',
  'text',
  'unknown',
  'otlp',
  'loki',
  'elasticsearch',
]);

/** Other names of a field, the more telling first; one is used only where the real name is absent and its value makes sense there. */
export const ALIASES: Readonly<Record<string, readonly string[]>> = {
  timestamp: [
    '@timestamp',
    'time',
    'ts',
    '@t',
    'Timestamp',
    'datetime',
    'asctime',
    'date',
    'eventTime',
    'event_time',
    'timeMillis',
    'time_local',
    'time_iso8601',
    'instant',
    '__REALTIME_TIMESTAMP',
    't',
  ],
  level: ['severity', 'lvl', 'log.level', 'levelname', 'level_name', 'loglevel', 'log_level', 'logLevel'].concat([
    'severity_text',
    'severityText',
    'Level',
    'LEVEL',
    'Severity',
    '@l',
    'PRIORITY',
    's',
  ]),
  service: ['service.name', 'service_name', 'serviceName', 'app', 'app_name', 'appname', 'application'].concat([
    'SYSLOG_IDENTIFIER',
    'program',
    'name',
  ]),
  message: [
    'msg',
    '@message',
    'Message',
    'MESSAGE',
    'short_message',
    '@m',
    'log',
    'event',
    'aws_elb',
    'haproxy',
    'postgresql',
    'redis',
    'php',
    'ruby',
    'logcat',
    'monolog',
    'text',
    '@mt',
    'body',
    'textPayload',
    'error',
  ],
  status_code: ['statusCode', 'http_status', 'http.status_code', 'http.response.status_code', 'status'],
  response_time: ['response_time_ms', 'responseTime', 'duration_ms', 'durationMs', 'elapsed_ms', 'latency_ms'].concat([
    'took_ms',
    'duration',
    'latency',
    'elapsed',
  ]),
  host: ['hostname', 'host.name', 'HOSTNAME', '_HOSTNAME'],
  environment: ['env', 'deployment.environment', 'deployment.environment.name'],
  method: ['http_method', 'http.method', 'http.request.method', 'request_method'],
  endpoint: ['http.route', 'url.path', 'http.target', 'request_uri', 'route', 'path', 'uri', 'url'],
  user_id: ['userId', 'user.id', 'enduser.id'],
  request_id: ['requestId', 'req_id', 'reqId', 'x_request_id', 'x-request-id', 'http.request.id'],
  trace_id: ['traceId', 'trace.id', 'traceID', 'dd.trace_id'],
  span_id: ['spanId', 'span.id', 'spanID', 'dd.span_id'],
  ip_address: ['ip', 'client_ip', 'clientIp', 'client.ip', 'source.ip', 'client.address', 'remote_addr'].concat([
    'remote_ip',
    'remoteAddress',
  ]),
  user_agent: ['userAgent', 'user_agent.original', 'http_user_agent'],
};

const STRIDE = 100;

/** The place of a field by its own name. */
export function placeOf(name: string): number {
  const fixed = (FIELD as Record<string, number>)[name];
  return fixed ?? FIRST_TEXT + TEXT_FIELDS.indexOf(name as (typeof TEXT_FIELDS)[number]);
}

/** From a name to its place: the place itself for the field's own name, `(place + 1) × 100 + rank` for an alias, so that aliases sort by field, then rank. */
export const PLACES: ReadonlyMap<string, number> = new Map([
  ...[...Object.keys(FIELD), ...TEXT_FIELDS].map((name): [string, number] => [name, placeOf(name)]),
  ...Object.entries(ALIASES).flatMap(([name, aliases]) =>
    aliases.map((alias, rank): [string, number] => [alias, (placeOf(name) + 1) * STRIDE + rank]),
  ),
]);

/** Whether the place is that of an alias. */
export function isAlias(place: number): boolean {
  return place >= STRIDE;
}

/** The field's own place of a place in {@link PLACES}. */
export function fieldOf(place: number): number {
  return place < STRIDE ? place : Math.floor(place / STRIDE) - 1;
}
