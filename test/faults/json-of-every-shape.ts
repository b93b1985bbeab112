import type { Row } from '../../bench/harness/scenario.ts';
import type { Answer, House } from '../house/house.ts';
import { exportLogs, type Stored, settledLedger } from '../house/read-house.ts';
import { accountFor } from './harness/account.ts';
import { type Estate, type Pipeline, withEstate } from './harness/estate.ts';
import type { Fault, FaultOptions } from './harness/fault.ts';
import { SETTLED_WITHIN_MS } from './harness/settle.ts';
import { sightingsOf, WATCHED } from './harness/watched.ts';

const SHORT_ROUNDS = 1;
const LONG_ROUNDS = 10;
const NONE = { op: '<=', value: 0 } as const;
const PATH = '/api/v1/logs';

/** A record: its members behind the marker, and what becomes of it. */
interface JsonShape {
  what: string;
  members: string;
  /** Attributes that the stored log must have, or the code of the refusal. */
  becomes: Record<string, unknown> | string;
}

const nested = (open: string, close: string, depth: number): string => open.repeat(depth) + close.repeat(depth);
const keys = (count: number): string => Array.from({ length: count }, (_, index) => `"k${index}":${index}`).join();

const RECORDS: readonly JsonShape[] = [
  { what: 'lists, 100,000 deep', members: `"a":${nested('[', ']', 100_000)}`, becomes: 'invalid_record' },
  {
    what: 'objects, 100,000 deep',
    members: `"a":${nested('{"a":', '}', 100_000).replace('}', '1}')}`,
    becomes: 'invalid_record',
  },
  { what: 'lists, 500 deep', members: `"a":${nested('[', ']', 500)}`, becomes: {} },
  { what: '1,000,000 keys', members: keys(1_000_000), becomes: 'record_too_large' },
  { what: '60,000 keys', members: keys(60_000), becomes: { k7: 7 } },
  { what: '60,000 keys further inside', members: `"a":{"b":{${keys(60_000)}}}`, becomes: {} },
  { what: '500,000 numbers', members: `"a":[${'0,'.repeat(500_000)}7]`, becomes: {} },
  { what: '100,000 objects', members: `"a":[${'{},'.repeat(100_000)}7]`, becomes: {} },
  { what: 'a key ten thousand times', members: `${'"n":1,'.repeat(10_000)}"n":2`, becomes: { n: 2 } },
  { what: 'a message twice', members: '"message":"first","message":"second"', becomes: {} },
  { what: 'a prototype', members: '"__proto__":{"polluted":1}', becomes: { _proto_: { polluted: 1 } } },
  {
    what: 'a prototype further inside',
    members: '"a":{"__proto__":{"polluted":1}}',
    becomes: { a: { _proto_: { polluted: 1 } } },
  },
  {
    what: 'a constructor',
    members: '"constructor":{"prototype":{"polluted":1}}',
    becomes: { constructor: { prototype: { polluted: 1 } } },
  },
  {
    what: 'a prototype in place of the attributes',
    members: '"attributes":{"__proto__":{"polluted":1}}',
    becomes: { _proto_: { polluted: 1 } },
  },
  {
    what: 'names of methods',
    members: '"toString":1,"valueOf":2,"hasOwnProperty":3,"toJSON":4,"then":5,"length":-1',
    becomes: { toString: 1, valueOf: 2, hasOwnProperty: 3, toJSON: 4, length: -1 },
  },
  {
    what: 'numbers beyond a double',
    members: '"n":1e400,"m":-1e400,"o":[1e999]',
    becomes: { n: '1e400', m: '-1e400', o: ['1e999'] },
  },
  { what: 'numbers that are nearly none', members: '"n":-0,"m":1e-400,"o":-0.0', becomes: { n: 0, m: 0, o: 0 } },
  {
    what: 'whole numbers beyond 2^53',
    members: '"n":9007199254740993,"m":-9007199254740993,"o":9007199254740991',
    becomes: { n: '9007199254740993', m: '-9007199254740993', o: 9007199254740991 },
  },
  { what: 'a number of 100,000 digits', members: `"n":${'7'.repeat(100_000)}`, becomes: { n: '7'.repeat(100_000) } },
  {
    what: 'numbers in place of everything',
    members: '"level":1e400,"status_code":1e400,"response_time":-1e400,"timestamp":1e400',
    becomes: {},
  },
  { what: 'nothing', members: '"a":null,"b":"","c":[],"d":{}', becomes: { a: null, b: '', c: [], d: {} } },
];

/** What is no record. */
const OTHERS: readonly string[] = [
  '{}',
  '[]',
  '[[]]',
  '[1,2]',
  '12',
  '-0',
  '1e400',
  '"text"',
  '""',
  'true',
  'null',
  nested('[', ']', 100_000),
];

/** A record in its company; the neighbours have markers. */
const WAYS = {
  line: {
    type: 'application/x-ndjson',
    body: (record: string, [before, after]: string[]) => `${before}\n${record}\n${after}`,
  },
  element: {
    type: 'application/json',
    body: (record: string, [before, after]: string[]) => `[${before},${record},${after}]`,
  },
  alone: { type: 'application/json', body: (record: string) => record },
};
type Way = keyof typeof WAYS;

interface Sent {
  marker: string;
  what: string;
  becomes: JsonShape['becomes'];
  answer: Answer;
  isAlone: boolean;
}

interface Tally {
  sent: Sent[];
  neighbours: string[];
}

/** The code of what was refused; null when it was taken. */
function refusalOf({ answer, isAlone }: Sent): string | null {
  const { status, body } = answer;
  if (status !== 202) return body?.error?.code ?? `${status}`;
  const rejected = body.rejected.find(({ index }: { index: number }) => index === (isAlone ? 0 : 1));
  return rejected?.code ?? null;
}

async function send(
  gateway: House,
  tally: Tally,
  way: Way,
  shape: { what: string; record: string; marker: string; becomes: JsonShape['becomes'] },
) {
  const { type, body } = WAYS[way];
  const { record, marker, what, becomes } = shape;
  const isAlone = way === 'alone';
  const neighbours = isAlone ? [] : [`${marker}-before`, `${marker}-after`];
  const small = neighbours.map((each) => JSON.stringify({ marker: each, message: 'small' }));
  const answer = await gateway.call('POST', PATH, body(record, small), { 'content-type': type });
  tally.neighbours.push(...neighbours);
  tally.sent.push({ marker, what: `${what} (${way})`, becomes, answer, isAlone });
}

async function sendAll(gateway: House, prefix: string): Promise<Tally> {
  const tally: Tally = { sent: [], neighbours: [] };
  for (const way of Object.keys(WAYS) as Way[]) {
    for (const { what, members, becomes } of RECORDS) {
      const marker = `${prefix}-${tally.sent.length}`;
      await send(gateway, tally, way, {
        what,
        marker,
        becomes,
        record: `{"message":"m","marker":"${marker}",${members}}`,
      });
    }
    for (const record of OTHERS) {
      // a list as the whole body is a batch: its elements are refused, or there are none
      const becomes = way === 'alone' && record === '[]' ? 'bad_request' : 'invalid_record';
      const what = record.slice(0, 20);
      await send(gateway, tally, way, { what, marker: `${prefix}-${tally.sent.length}`, becomes, record });
    }
  }
  return tally;
}

/** Whether every wanted attribute is the log's own, and equal. */
function holds({ attributes }: Stored, wanted: Record<string, unknown>): boolean {
  return Object.entries(wanted).every(
    ([name, value]) => Object.hasOwn(attributes, name) && JSON.stringify(attributes[name]) === JSON.stringify(value),
  );
}

function isRight(sent: Sent, logs: readonly Stored[]): boolean {
  const refusal = refusalOf(sent);
  if (typeof sent.becomes === 'string') return refusal === sent.becomes && logs.length === 0;
  return refusal === null && logs.length === 1 && holds(logs[0], sent.becomes);
}

/** What came of all rounds. */
interface Outcome {
  count: number;
  wrong: string[];
  neighbours: string[];
  stored: string[];
}

async function round({ gateway, api }: Pipeline, prefix: string, outcome: Outcome): Promise<void> {
  const { sent, neighbours } = await sendAll(gateway, prefix);
  await settledLedger(api, SETTLED_WITHIN_MS);
  const found = await exportLogs(api, `marker:${prefix}-*`);
  const logs = Map.groupBy(found, ({ attributes }) => attributes.marker as string);
  outcome.count += sent.length;
  outcome.wrong.push(...sent.filter((each) => !isRight(each, logs.get(each.marker) ?? [])).map(({ what }) => what));
  outcome.neighbours.push(...neighbours);
  outcome.stored.push(...found.map(({ attributes }) => attributes.marker as string));
}

function sightingRows(houses: Pipeline, since: number): Row[] {
  const seen = Object.entries(houses).map(([role, house]) => ({ role, ...sightingsOf(house as House, since) }));
  const changes = seen.reduce((sum, { prototypeChanges }) => sum + prototypeChanges, 0);
  return [
    { what: 'prototypes changed', value: changes, unit: '', target: NONE },
    ...seen.map(({ role, longestStallMs }) => ({
      what: `longest time that a thread of the ${role} did nothing else`,
      value: longestStallMs,
      unit: 'ms',
    })),
  ];
}

async function strike(estate: Estate, rounds: number, log: FaultOptions['log']): Promise<Row[]> {
  const houses = await estate.startPipeline();
  let ended = 0;
  for (const house of Object.values(houses)) void house.ended.then(() => ended++);
  const outcome: Outcome = { count: 0, wrong: [], neighbours: [], stored: [] };
  const since = Date.now();
  for (let number = 0; number < rounds; number++) await round(houses, `${estate.run}-${number}`, outcome);
  const { count, wrong, neighbours, stored } = outcome;
  if (wrong.length > 0) log(`wrong: ${[...new Set(wrong)].join('; ')}`);
  const { lost, duplicated } = accountFor(neighbours, stored);
  const { dead_lettered } = await settledLedger(houses.api);
  return [
    { what: 'records and what is none', value: count, unit: '' },
    { what: 'neither stored as they were nor refused by the right code', value: wrong.length, unit: '', target: NONE },
    { what: 'dead letters', value: dead_lettered, unit: 'logs', target: NONE },
    { what: 'small neighbours', value: neighbours.length, unit: 'logs' },
    { what: 'small neighbours lost', value: lost, unit: 'logs', target: NONE },
    { what: 'stored twice', value: duplicated, unit: 'logs', target: NONE },
    { what: 'processes ended', value: ended, unit: '', target: NONE },
    ...sightingRows(houses, since),
  ];
}

export const fault: Fault = {
  name: 'json-of-every-shape',
  description:
    'JSON comes as nobody expects it: 100,000 levels deep, with a million keys, keys that come again, keys that name prototypes and methods, numbers beyond what a double holds, and texts, numbers and lists where a record should be; as lines and as elements between two small logs, and alone. Each must be stored as it was or be refused by the right code, no small neighbour be lost, no process end, and no prototype change, which a watch in each thread looks for. It also tells how long a thread did nothing else.',
  run: ({ short, log }) =>
    withEstate({ settings: WATCHED }, (estate) => strike(estate, short ? SHORT_ROUNDS : LONG_ROUNDS, log)),
};
