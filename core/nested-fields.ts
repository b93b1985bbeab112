import { placeOf } from './field-names.ts';

/** A value that stands deeper, and the place of the field it belongs to. */
export interface NestedValue {
  field: number;
  value: unknown;
}

type Table = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** By object, by field: the paths inside it, the more telling first. */
const NESTED: Table = {
  // pino-http
  req: {
    method: ['method'],
    endpoint: ['url'],
    ip_address: ['remoteAddress'],
    user_agent: ['headers/user-agent'],
    request_id: ['id'],
  },
  res: { status_code: ['statusCode', 'status'] },
  // Caddy
  request: {
    method: ['method'],
    endpoint: ['uri', 'url', 'path'],
    ip_address: ['client_ip', 'remote_ip'],
    user_agent: ['headers/User-Agent'],
  },
  response: { status_code: ['status_code', 'statusCode', 'status'] },
  // OpenTelemetry and Elastic
  http: {
    method: ['method', 'request/method'],
    status_code: ['status_code', 'response/status_code'],
    endpoint: ['route', 'target'],
    ip_address: ['client_ip'],
    user_agent: ['user_agent'],
  },
  attributes: {
    method: ['http.request.method', 'http.method'],
    status_code: ['http.response.status_code', 'http.status_code'],
    endpoint: ['http.route', 'url.path', 'http.target'],
    ip_address: ['client.address'],
  },
  url: { endpoint: ['path'] },
  client: { ip_address: ['ip', 'address'] },
  source: { ip_address: ['ip', 'address'] },
  log: { level: ['level'] },
  trace: { trace_id: ['id'] },
  span: { span_id: ['id'] },
  // Google Cloud
  httpRequest: {
    method: ['requestMethod'],
    endpoint: ['requestUrl'],
    status_code: ['status'],
    response_time: ['latency'],
    ip_address: ['remoteIp'],
    user_agent: ['userAgent'],
  },
  jsonPayload: { message: ['message', 'msg'], level: ['severity', 'level'] },
  // tracing of Rust
  fields: { message: ['message'] },
};

const PATHS = new Map(
  Object.entries(NESTED).map(([key, fields]) => [
    key,
    Object.entries(fields).flatMap(([name, paths]) =>
      paths.map((path) => ({ field: placeOf(name), steps: path.split('/'), first: path.split('/', 1)[0] ?? '' })),
    ),
  ]),
);

const NOTHING: readonly NestedValue[] = [];

function valueAt(object: object, steps: readonly string[]): unknown {
  let value: unknown = object;
  for (const step of steps) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string, unknown>)[step];
  }
  // headers may come several times
  return Array.isArray(value) ? value[0] : value;
}

/** What the object under a top-level name says of fields of the record, in the order in which it may be taken; nothing for most names. */
export function nestedValues(key: string, object: object): readonly NestedValue[] {
  const paths = PATHS.get(key);
  if (paths === undefined) return NOTHING;
  const found: NestedValue[] = [];
  for (const { field, steps, first } of paths) {
    // most objects have none of the names: a plain look costs the least
    if ((object as Record<string, unknown>)[first] === undefined) continue;
    const value = valueAt(object, steps);
    if (value !== undefined && value !== null && typeof value !== 'object') found.push({ field, value });
  }
  return found;
}

/** Caddy's access log gives `duration` in seconds, as a number. */
export function caddySeconds(input: Readonly<Record<string, unknown>>): number | null {
  const { duration, request, status } = input;
  if (typeof duration !== 'number' || typeof status !== 'number') return null;
  return typeof request === 'object' && request !== null && Object.hasOwn(request, 'uri') ? duration : null;
}

function hasDottedName(object: object): boolean {
  for (const name in object) if (name.includes('.')) return true;
  return false;
}

/** Whether {@link nestedValues} may find something in the object; told at little cost for the attributes that nearly every record has. */
export function holdsFields(key: string, object: object): boolean {
  return PATHS.has(key) && (key !== 'attributes' || hasDottedName(object));
}
