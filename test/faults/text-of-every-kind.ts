import { isUtf8 } from 'node:buffer';
import { randomInt } from 'node:crypto';
import type { Row } from '../../bench/harness/scenario.ts';
import type { LogBus } from '../../core/log-bus.ts';
import { TOPIC } from '../../core/topics.ts';
import type { House } from '../house/house.ts';
import { exportLogs, type Stored, settledLedger } from '../house/read-house.ts';
import { accountFor } from './harness/account.ts';
import { type DeadLetter, readDeadLetters } from './harness/dead-letters.ts';
import { type Estate, withEstate } from './harness/estate.ts';
import type { Fault, FaultOptions } from './harness/fault.ts';
import { SETTLED_WITHIN_MS } from './harness/settle.ts';

/** Texts of characters that chance chooses, beside those that are given. */
const SHORT_RANDOM = 50;
const LONG_RANDOM = 2_000;
const MIB = 1_048_576;

const bytes = (...values: number[]): Buffer => Buffer.from(values);

/** What a text may hold, as bytes: not all of it is text. */
const KINDS: readonly [what: string, content: Buffer | string][] = [
  ['bytes that begin no character', bytes(0x80, 0xbf, 0xfe, 0xff)],
  ['a character that breaks off', bytes(0x61, 0xe2, 0x82)],
  ['a character beyond the last', bytes(0xf4, 0x90, 0x80, 0x80)],
  ['an overlong slash', bytes(0xc0, 0xaf)],
  ['an overlong zero', bytes(0xe0, 0x80, 0x80)],
  ['half a surrogate pair as bytes', bytes(0xed, 0xa0, 0x80)],
  ['a surrogate pair as bytes', bytes(0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80)],
  ['Latin-1', Buffer.from('café', 'latin1')],
  ['a byte order mark', '\ufeffmarked'],
  ['the sign for what is no character', 'a\ufffdb'],
  ['a zero', 'a\u0000b'],
  [
    'control characters',
    Array.from({ length: 32 }, (_, code) => (code === 10 ? '' : String.fromCharCode(code))).join(''),
  ],
  ['further control characters', '\u007f\u0080\u0085\u009f'],
  ['line and paragraph separators', 'a\u2028b\u2029c'],
  ['a change of direction', 'user\u202egnp.exe\u2066\u202c'],
  ['characters without width', 'a\u200bb\u200dc\u2060d\u00ad'],
  ['what is no character in any language', '\uffff\ufdd0\u{1ffff}\u{10ffff}'],
  ['emoji that are put together', '👩‍👩‍👧‍👦🏳️‍🌈👍🏽'],
  ['one text in two forms', 'é e\u0301 Å A\u030a'],
  ['colours of a terminal', '\u001b[31mred\u001b[0m\u001b]0;title\u0007'],
  ['quotation marks and backslashes', '"\\"\\\\" \\u0000 \\ud800 \\n'],
  ['marks beyond 1 MiB', `e${'\u0301'.repeat(1_000_000)}`],
  ['marks below 1 MiB', `e${'\u0301'.repeat(500_000)}`],
];

/** First and last of what is chosen from; no digits, as numbers may be masked. */
const RANGES: readonly [number, number][] = [
  [0x00, 0x09],
  [0x0b, 0x1f],
  [0x61, 0x7a],
  [0x7f, 0xff],
  [0x300, 0x36f],
  [0x590, 0x6ff],
  [0x2000, 0x206f],
  [0x4e00, 0x4fff],
  [0xe000, 0xe0ff],
  [0xfe00, 0xffff],
  [0x1f300, 0x1f6ff],
  [0xe0000, 0xe01ff],
];

function randomText(): string {
  const codes = Array.from({ length: randomInt(1, 60) }, () => {
    const [first, last] = RANGES[randomInt(RANGES.length)] ?? [0, 0];
    return randomInt(first, last + 1);
  });
  return String.fromCodePoint(...codes);
}

/** JSON between quotation marks: what JSON does not allow as it is stands there escaped, all else as it is. */
function inJson(content: Buffer): Buffer {
  const parts: Buffer[] = [];
  let from = 0;
  for (const [at, byte] of content.entries()) {
    if (byte >= 32 && byte !== 34 && byte !== 92) continue;
    parts.push(content.subarray(from, at), Buffer.from(`\\u00${byte.toString(16).padStart(2, '0')}`));
    from = at + 1;
  }
  return Buffer.concat([...parts, content.subarray(from)]);
}

interface Sent {
  marker: string;
  what: string;
  /** What was sent. */
  line: Buffer;
  /** What the log has to hold. */
  text: Buffer;
  isRefused: boolean;
}

interface Company {
  gateway: House;
  bus: LogBus;
  service: string;
}

type Form = 'json' | 'text';
const TYPES: Record<Form, string> = { json: 'application/x-ndjson', text: 'text/plain' };

function write(form: Form, service: string, marker: string, content: Buffer): Pick<Sent, 'line' | 'text'> {
  const text = Buffer.concat([Buffer.from(`${marker} `), content, Buffer.from(' end')]);
  if (form === 'text') return { line: text, text };
  return {
    line: Buffer.concat([Buffer.from(`{"service":"${service}","message":"`), inJson(text), Buffer.from('"}')]),
    text,
  };
}

const small = (form: Form, service: string, marker: string): string =>
  form === 'text' ? marker : JSON.stringify({ service, message: marker });

/** Between two small ones. Resolves with whether it was refused by name. */
async function post({ gateway, service }: Company, form: Form, marker: string, line: Buffer): Promise<boolean> {
  const [before, after] = [small(form, service, `${marker}-before`), small(form, service, `${marker}-after`)];
  const body = Buffer.concat([Buffer.from(`${before}\n`), line, Buffer.from(`\n${after}`)]);
  const path = `/api/v1/logs?service=${service}`;
  const answer = await gateway.call('POST', path, body, { 'content-type': TYPES[form] });
  return answer.body.rejected?.some(
    ({ index, message }: { index: number; message: string }) => index === 1 && message !== '',
  );
}

async function publish({ bus, service }: Company, form: Form, marker: string, line: Buffer): Promise<void> {
  const headers = { 'content-type': TYPES[form], service };
  const lines = [small(form, service, `${marker}-before`), line, small(form, service, `${marker}-after`)];
  await bus.publish(lines.map((value) => ({ topic: TOPIC.logs, key: service, value, headers })));
}

interface Tally {
  sent: Sent[];
  neighbours: string[];
}

async function sendAll(company: Company, contents: readonly [string, Buffer | string][]): Promise<Tally> {
  const tally: Tally = { sent: [], neighbours: [] };
  for (const [what, content] of contents)
    for (const form of ['json', 'text'] as const)
      for (const way of ['HTTP', 'Kafka'] as const) {
        const marker = `${company.service}-${tally.sent.length}`;
        const written = write(form, company.service, marker, Buffer.from(content as string));
        const isRefused = way === 'HTTP' ? await post(company, form, marker, written.line) : false;
        if (way === 'Kafka') await publish(company, form, marker, written.line);
        tally.sent.push({ marker, what: `${what} (${form}, ${way})`, ...written, isRefused });
        tally.neighbours.push(`${marker}-before`, `${marker}-after`);
      }
  return tally;
}

/** The half of a surrogate pair that JSON can name, and no UTF-8 hold: only the line itself tells of it. */
async function sendHalfPairs(company: Company, tally: Tally): Promise<void> {
  for (const half of ['\\ud800', '\\udfff', '\\udc00\\ud800', '\\uD83D x \\uDE00']) {
    const marker = `${company.service}-${tally.sent.length}`;
    const line = Buffer.from(`{"service":"${company.service}","message":"${marker} ${half} end"}`);
    await post(company, 'json', marker, line);
    tally.sent.push({ marker, what: `${half} (json, HTTP)`, line, text: line, isRefused: false });
    tally.neighbours.push(`${marker}-before`, `${marker}-after`);
  }
}

const textOf = ({ raw, message }: Stored): Buffer => Buffer.from(raw ?? message);
const markerOf = (stored: Stored): string => /[\da-f]{8}-\d+(?:-before|-after)?/.exec(stored.message)?.[0] ?? '';

/** The same records as Elasticsearch itself gives them. */
async function askForSources({ askElasticsearch }: Estate, ids: readonly string[]): Promise<Map<string, Stored>> {
  const sources = new Map<string, Stored>();
  for (let at = 0; at < ids.length; at += 200) {
    const query = { ids: { values: ids.slice(at, at + 200) } };
    const answer = (await askElasticsearch('POST', '/logs_classified-*/_search', { query, size: 1_000 })) as {
      hits: { hits: { _id: string; _source: Stored }[] };
    };
    for (const { _id, _source } of answer.hits.hits)
      sources.set(_id, { ..._source, ...JSON.parse(_source.rest ?? '{}') });
  }
  return sources;
}

interface Found {
  logs: readonly Stored[];
  letters: readonly DeadLetter[];
  sources: ReadonlyMap<string, Stored>;
}

/** What became of it; `changed` names where it is not byte for byte what was sent. */
function fateOf(
  sent: Sent,
  { logs, letters, sources }: Found,
): 'stored' | 'dead letter' | 'refused' | 'changed' | 'lost' {
  const { text, line, isRefused } = sent;
  const [log] = logs;
  const [letter] = letters;
  if (logs.length + letters.length + (isRefused ? 1 : 0) !== 1) return 'lost';
  if (isRefused) return isUtf8(line) && line.length <= MIB ? 'lost' : 'refused';
  if (letter) return letter.value.equals(line) ? 'dead letter' : 'changed';
  const source = sources.get(log.id);
  return source && textOf(log).equals(text) && textOf(source).equals(text) ? 'stored' : 'changed';
}

async function strike(estate: Estate, random: number, log: FaultOptions['log']): Promise<Row[]> {
  const { gateway, api } = await estate.startPipeline();
  const company: Company = { gateway, bus: await estate.openBus(), service: estate.run };
  const chosen = Array.from({ length: random }, (): [string, string] => ['characters that chance chose', randomText()]);
  const tally = await sendAll(company, [...KINDS, ...chosen]);
  await sendHalfPairs(company, tally);
  await settledLedger(api, SETTLED_WITHIN_MS);
  const stored = await exportLogs(api, `service:${company.service}`);
  const byMarker = Map.groupBy(stored, markerOf);
  const sources = await askForSources(
    estate,
    stored.map(({ id }) => id),
  );
  const dead = await readDeadLetters(company.bus);
  const fates = tally.sent.map((sent) => {
    const letters = dead.filter(({ value }) => value.includes(`${sent.marker} `));
    const fate = fateOf(sent, { logs: byMarker.get(sent.marker) ?? [], letters, sources });
    if (fate === 'lost' || fate === 'changed') log(`${fate}: ${sent.what}`);
    return fate;
  });
  const count = (fate: (typeof fates)[number]): number => fates.filter((each) => each === fate).length;
  const present = [...byMarker].flatMap(([marker, copies]) => copies.map(() => marker));
  const { lost, duplicated } = accountFor(tally.neighbours, present);
  const none = { op: '<=', value: 0 } as const;
  return [
    { what: 'texts', value: fates.length, unit: 'logs' },
    { what: 'stored, the same bytes over the API and in Elasticsearch', value: count('stored'), unit: 'logs' },
    { what: 'dead letters, byte for byte', value: count('dead letter'), unit: 'logs' },
    { what: 'refused by name, as no UTF-8 or beyond 1 MiB', value: count('refused'), unit: 'logs' },
    { what: 'neither', value: count('lost'), unit: 'logs', target: none },
    { what: 'with other bytes than were sent', value: count('changed'), unit: 'logs', target: none },
    { what: 'small neighbours', value: tally.neighbours.length, unit: 'logs' },
    { what: 'small neighbours lost', value: lost, unit: 'logs', target: none },
    { what: 'stored twice', value: duplicated, unit: 'logs', target: none },
  ];
}

export const fault: Fault = {
  name: 'text-of-every-kind',
  description:
    'Texts of invalid and overlong UTF-8, half surrogate pairs, byte order marks, zeros and other control characters, separators of lines, changes of direction, a million combining marks, and of characters that chance chooses, come as JSON and as raw lines, over HTTP and straight from Kafka, each between two small logs. What is no UTF-8 or too large is refused by name over HTTP, and a dead letter from Kafka, byte for byte; all else is stored, and read back over the API and from Elasticsearch itself it must have the same bytes.',
  run: ({ short, log }) => withEstate({}, (estate) => strike(estate, short ? SHORT_RANDOM : LONG_RANDOM, log)),
};
