import type { Row } from '../../bench/harness/scenario.ts';
import type { House } from '../house/house.ts';
import { exportLogs, type Stored, settledLedger } from '../house/read-house.ts';
import { accountFor, accountRows } from './harness/account.ts';
import { type Estate, withEstate } from './harness/estate.ts';
import type { Fault, FaultOptions } from './harness/fault.ts';

interface Shape {
  logs: number;
  /** Of each log, and of no other. */
  fields: number;
}

const SHORT: Shape = { logs: 20, fields: 10_000 };
const LONG: Shape = { logs: 1_000, fields: 10_000 };
const AT_ONCE = 20;
const PATIENCE_MS = 600_000;
const NONE = { op: '<=', value: 0 } as const;
const NDJSON = { 'content-type': 'application/x-ndjson' };

/** What stands in a record under one and the same name, and a query that finds this one. */
const VALUES: readonly [field: string, query: string | null][] = [
  ['"clash":"just-text"', 'clash:just-text'],
  ['"clash":70001', 'clash:70001'],
  ['"clash":-0.25', 'clash:<0'],
  ['"clash":true', 'clash:true'],
  ['"clash":null', null],
  ['"clash":""', null],
  ['"clash":{"inner":"in-object"}', 'clash.inner:in-object'],
  ['"clash":{"inner":{"deeper":"in-deep"}}', 'clash.inner.deeper:in-deep'],
  ['"clash":["in-list",7,{"inner":"in-list-too"},[null]]', 'clash:in-list clash.inner:in-list-too'],
  ['"clash":[]', null],
  ['"clash":{}', null],
  ['"clash":"2026-02-30T99:99:99Z"', 'clash:"2026-02-30T99:99:99Z"'],
  ['"clash":"10.20.30.40"', 'clash:10.20.0.0/16'],
  [`"clash":"${'long'.repeat(20_000)}"`, 'clash:longlong*'],
];

/** Fields that we know, with what they are not, and names that mean something to somebody. */
const ODD_FIELDS: readonly string[] = [
  ...['timestamp', 'level', 'service', 'status_code', 'response_time', 'host', 'user_id', 'raw', 'format'].flatMap(
    (name) => ['{"a":1}', '[1,"two"]', 'true', '-7', '"no such thing"'].map((value) => `"${name}":${value}`),
  ),
  ...['attributes', 'metadata', 'message'].flatMap((name) =>
    ['"text"', '7', '[1,{"a":2}]', 'false'].map((value) => `"${name}":${value}`),
  ),
  ...[
    '',
    ' ',
    '.',
    '..',
    'a..b',
    '.a',
    'a.',
    '_id',
    '_source',
    '_index',
    '$where',
    '😀',
    '\\u0000',
    '\\ud800',
    '@timestamp',
  ].map((name) => `"${name}":"named oddly"`),
  '"id":"chosen","received_at":"now","category":"Nonsense","category_confidence":"high","epoch":{},"words":7,"rest":"{"',
  '"a.b":1,"a":{"b":"text","b.c":2}',
  `"${'n'.repeat(60_000)}":1`,
];

type Mapping = Record<string, { mappings: { properties?: Properties } }>;
type Properties = Record<string, { properties?: Properties; fields?: Properties }>;

const countFields = (properties: Properties = {}): number =>
  Object.values(properties).reduce(
    (sum, { properties: inner, fields }) => sum + 1 + countFields(inner) + countFields(fields),
    0,
  );

/** Of the largest mapping among the indices of logs. */
async function mappedFields({ askElasticsearch }: Estate): Promise<number> {
  const indices = (await askElasticsearch('GET', '/logs_classified-*/_mapping')) as Mapping;
  return Math.max(...Object.values(indices).map(({ mappings }) => countFields(mappings.properties)));
}

/** Resolves with how many were rejected. */
async function send(gateway: House, lines: readonly string[]): Promise<number> {
  let rejected = 0;
  for (let at = 0; at < lines.length; at += AT_ONCE) {
    const part = lines.slice(at, at + AT_ONCE);
    const { status, body } = await gateway.call('POST', '/api/v1/logs', part.join('\n'), NDJSON);
    rejected += status === 202 ? body.rejected.length : part.length;
  }
  return rejected;
}

const nameOf = (log: number, field: number): string => `f${log}_${field}`;

function lineWithFields(marker: string, log: number, count: number): string {
  const fields = Array.from({ length: count }, (_, field) => `"${nameOf(log, field)}":${field}`);
  return `{"message":"many fields","service":"shop","marker":"${marker}","part":${Math.floor(log / AT_ONCE)},${fields.join(',')}}`;
}

/** How many of its fields the log does not hold as they were. */
function countLost({ attributes }: Stored, log: number, count: number): number {
  const { _rest = '{}', ...kept } = attributes;
  const all = { ...kept, ...JSON.parse(_rest) };
  return Array.from({ length: count }, (_, field) => all[nameOf(log, field)] === field).filter((is) => !is).length;
}

interface ManyFields {
  markers: string[];
  present: string[];
  lost: number;
  /** Of the first of each part, by a field of its own. */
  notFound: number;
}

async function readManyFields(api: House, run: string, { logs, fields }: Shape): Promise<ManyFields> {
  const markers = Array.from({ length: logs }, (_, log) => `${run}-m-${log}`);
  const seen: ManyFields = { markers, present: [], lost: 0, notFound: 0 };
  for (let part = 0; part * AT_ONCE < logs; part++) {
    const found = await exportLogs(api, `part:${part} marker:${run}-m-*`);
    for (const stored of found) {
      const { marker } = stored.attributes;
      seen.present.push(marker);
      seen.lost += countLost(stored, markers.indexOf(marker), fields);
    }
    const first = part * AT_ONCE;
    const own = await exportLogs(api, `${nameOf(first, 0)}:0 marker:${run}-m-*`);
    if (own.length !== 1 || own[0].attributes.marker !== markers[first]) seen.notFound++;
  }
  return seen;
}

/** How many of them are not found by their value, or not by their marker where the value says nothing. */
async function countNotFound(api: House, run: string): Promise<number> {
  let notFound = 0;
  for (const [index, [, query]] of VALUES.entries()) {
    const marker = `${run}-v-${index}`;
    const found = await exportLogs(api, `${query ?? `marker:${marker}`} marker:${run}-v-*`);
    if (found.length !== 1 || found[0].attributes.marker !== marker) notFound++;
  }
  return notFound;
}

/** Resolves with how many were rejected. */
async function sendAll(gateway: House, run: string, { logs, fields }: Shape): Promise<number> {
  let rejected = 0;
  for (let log = 0; log < logs; log += AT_ONCE) {
    const part = Array.from({ length: Math.min(AT_ONCE, logs - log) }, (_, at) => log + at);
    rejected += await send(
      gateway,
      part.map((each) => lineWithFields(`${run}-m-${each}`, each, fields)),
    );
  }
  const line = (marker: string, members: string): string =>
    `{"message":"m","service":"shop","marker":"${marker}",${members}}`;
  rejected += await send(
    gateway,
    VALUES.map(([members], index) => line(`${run}-v-${index}`, members)),
  );
  rejected += await send(
    gateway,
    ODD_FIELDS.map((members, index) => line(`${run}-o-${index}`, members)),
  );
  return rejected;
}

async function readAll(api: House, run: string, shape: Shape): Promise<Row[]> {
  const { markers, present, lost, notFound } = await readManyFields(api, run, shape);
  const odd = ODD_FIELDS.map((_, index) => `${run}-o-${index}`);
  const oddPresent = (await exportLogs(api, `marker:${run}-o-*`)).map(({ attributes }) => attributes.marker as string);
  const notFoundByValue = await countNotFound(api, run);
  return [
    { what: 'fields that the log does not give back', value: lost, unit: '', target: NONE },
    { what: `not found by a field of their own, one in ${AT_ONCE}`, value: notFound, unit: 'logs', target: NONE },
    { what: 'not found by the value of the one field', value: notFoundByValue, unit: 'logs', target: NONE },
    ...accountRows('Elasticsearch', accountFor([...markers, ...odd], [...present, ...oddPresent])),
  ];
}

async function strike(estate: Estate, shape: Shape, log: FaultOptions['log']): Promise<Row[]> {
  const { run } = estate;
  const { gateway, api } = await estate.startPipeline();
  await send(gateway, [`{"message":"the first","marker":"${run}-first"}`]);
  await settledLedger(api, PATIENCE_MS);
  const before = await mappedFields(estate);
  const begun = performance.now();
  const rejected = await sendAll(gateway, run, shape);
  log(`accepted after ${Math.round(performance.now() - begun)} ms`);
  const { dead_lettered } = await settledLedger(api, PATIENCE_MS);
  const seconds = (performance.now() - begun) / 1_000;
  const after = await mappedFields(estate);
  return [
    { what: `logs of ${shape.fields} fields of their own`, value: shape.logs, unit: 'logs' },
    { what: 'logs with odd values and names', value: VALUES.length + ODD_FIELDS.length, unit: 'logs' },
    { what: 'rejected', value: rejected, unit: 'logs', target: NONE },
    { what: 'dead letters', value: dead_lettered, unit: 'logs', target: NONE },
    { what: 'fields of the mapping before', value: before, unit: '' },
    { what: 'more of them afterwards', value: after - before, unit: '', target: NONE },
    ...(await readAll(api, run, shape)),
    { what: 'until everything was stored, after the first log', value: seconds, unit: 's' },
  ];
}

export const fault: Fault = {
  name: 'fields-of-every-name',
  description:
    '1,000 logs come with 10,000 fields each, no name twice: ten million names. Then one field comes as text, number, object, list and more, the fields that we know come with what they are not, and names come that mean something to Elasticsearch, to JavaScript or to nobody. The mapping of the index must not grow, nothing be rejected, every log be found, also by the value of its field, and give back every field.',
  run: ({ short, log }) => withEstate({}, (estate) => strike(estate, short ? SHORT : LONG, log)),
};
