import { randomBytes } from 'node:crypto';
import type { Row } from '../../bench/harness/scenario.ts';
import type { LogBus } from '../../core/log-bus.ts';
import { createProducer } from '../../producers/sdk/producer.ts';
import type { Answer, House } from '../house/house.ts';
import { exportLogs, type Stored, settledLedger } from '../house/read-house.ts';
import { accountFor } from './harness/account.ts';
import { type DeadLetter, readDeadLetters } from './harness/dead-letters.ts';
import { type Estate, type Pipeline, withEstate } from './harness/estate.ts';
import type { Fault, FaultOptions } from './harness/fault.ts';
import { SETTLED_WITHIN_MS } from './harness/settle.ts';

const MIB = 1_048_576;
const SIZES = [MIB - 1, MIB, MIB + 1, 10_000_000];
const FLUSH_MS = 60_000;

/** What a message is filled with. */
interface Filler {
  character: string;
  repeat(count: number): string;
}

const repeated = (character: string): Filler => ({ character, repeat: (count) => character.repeat(count) });

/** Hardly compresses, and holds nothing that is masked. */
function letters(count: number): string {
  const bytes = randomBytes(count).map((byte) => (byte < 32 ? 32 : 97 + (byte % 26)));
  return Buffer.from(bytes).toString('latin1').replace(/.$/, 'x');
}

/** Characters that become one to six bytes on their way. */
const FILLERS = {
  letters: { character: 'x', repeat: letters },
  quotes: repeated('"'),
  emoji: repeated('😀'),
  controls: repeated('\u0001'),
};

interface Shape {
  rounds: number;
  fillers: readonly (keyof typeof FILLERS)[];
}

const SHORT: Shape = { rounds: 1, fillers: ['letters', 'controls'] };
const LONG: Shape = { rounds: 5, fillers: ['letters', 'quotes', 'emoji', 'controls'] };

interface Sent {
  marker: string;
  text: string;
  /** What was sent of it over HTTP. */
  line?: string;
  shouldBe: 'whole' | 'cut' | 'refused';
}

/** One kind of sending: a record of this size, alone or between two small ones. */
interface Sending {
  gateway: House;
  service: string;
  marker: string;
  size: number;
  filler: Filler;
  neighbours: readonly string[];
}

interface Outcome {
  sent: Sent;
  /** Refused, but not by a code and both sizes. */
  isUnclear: boolean;
}

/** So many bytes in this way of writing. */
function fill(bytes: number, { character, repeat }: Filler, write: (text: string) => string): string {
  const each = Buffer.byteLength(write(character));
  return repeat(Math.floor(bytes / each)) + '.'.repeat(bytes % each);
}

const asIs = (text: string): string => text;
const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);

const WAYS = {
  json: {
    type: 'application/x-ndjson',
    write({ marker, size, filler }: Sending) {
      const room = size - JSON.stringify({ marker, message: '' }).length;
      const text = fill(room, filler, inJson);
      return { text, line: JSON.stringify({ marker, message: text }) };
    },
    neighbour: (marker: string) => JSON.stringify({ marker, message: 'small' }),
  },
  text: {
    type: 'text/plain',
    write({ marker, size, filler }: Sending) {
      const line = `${marker} ${fill(size - marker.length - 1, filler, asIs)}`;
      return { text: line, line };
    },
    neighbour: (marker: string) => `${marker} small`,
  },
};

/** Whether the answer says of the record that it is too large, how large it is, and how large it may be. */
function refusesClearly({ status, body }: Answer, index: number, size: number): boolean {
  const rejected = status === 202 ? body.rejected : body.error.details?.rejected;
  const { code, message } = rejected?.find((each: { index: number }) => each.index === index) ?? {};
  return code === 'record_too_large' && message.includes(size) && message.includes(MIB);
}

async function post(way: keyof typeof WAYS, sending: Sending): Promise<Outcome> {
  const { gateway, service, marker, size, neighbours } = sending;
  const { type, write, neighbour } = WAYS[way];
  const { text, line } = write(sending);
  const [before = [], after = []] = neighbours.map((each) => [neighbour(each)]);
  const lines = [...before, line, ...after].join('\n');
  const answer = await gateway.call('POST', `/api/v1/logs?service=${service}`, lines, { 'content-type': type });
  const isLarge = size > MIB;
  return {
    sent: { marker, text, line, shouldBe: isLarge ? 'refused' : 'whole' },
    isUnclear: isLarge && !refusesClearly(answer, before.length, size),
  };
}

async function produce({ gateway, service, marker, size, filler, neighbours }: Sending): Promise<Outcome> {
  const producer = createProducer({ url: gateway.url, service, onTrouble: () => {} });
  const text = fill(size, filler, asIs);
  const [before, after] = neighbours;
  if (before !== undefined) producer.info('small', { marker: before });
  producer.info(text, { marker });
  if (after !== undefined) producer.info('small', { marker: after });
  if (!(await producer.flush(FLUSH_MS))) throw new Error(`not delivered: ${JSON.stringify(producer.stats())}`);
  await producer.close();
  return { sent: { marker, text, shouldBe: 'cut' }, isUnclear: false };
}

const SENDERS = [
  (sending: Sending) => post('json', sending),
  (sending: Sending) => post('text', sending),
  (sending: Sending) => produce(sending),
];

interface Tally {
  sent: Sent[];
  neighbours: string[];
  unclear: number;
  stored: string[];
  /** Of those that should be there whole. */
  spoilt: number;
  tooLargeWhenFinished: number;
  /** Of those that should be there cut, or not at all. */
  wronglyThere: number;
  leastCutBytes: number;
}

const markerOf = ({ attributes, raw }: Stored): string => attributes.marker ?? raw.split(' ', 1)[0];

/** Beginning of the text, with a mark that it was cut. */
function isCut({ message, attributes }: Stored, text: string): boolean {
  const kept = message.replace(/\ufffd?…$/, '');
  return attributes.sdk_truncated === true && kept.length < text.length && text.startsWith(kept);
}

function check(tally: Tally, sent: Sent, logs: readonly Stored[], letters: readonly DeadLetter[]): void {
  const { text, line, shouldBe } = sent;
  const [log] = logs;
  const [letter] = letters;
  if (shouldBe === 'refused') tally.wronglyThere += logs.length + letters.length;
  else if (shouldBe === 'cut') {
    if (letters.length > 0 || logs.length !== 1 || !isCut(log, text)) tally.wronglyThere++;
    else tally.leastCutBytes = Math.min(tally.leastCutBytes, Buffer.byteLength(JSON.stringify(log.message)));
  } else if (letter) {
    const isKept = letters.length === 1 && logs.length === 0 && letter.value.equals(Buffer.from(line ?? ''));
    if (isKept && letter.code === 'record_too_large') tally.tooLargeWhenFinished++;
    else tally.spoilt++;
  } else if (logs.length !== 1 || (log.raw ?? log.message) !== text) tally.spoilt++;
}

/** Sends every size in every way, and sees what came of it. Few enough that all can be read at once. */
async function round({ gateway, api }: Pipeline, bus: LogBus, service: string, filler: Filler, tally: Tally) {
  const sent: Sent[] = [];
  for (const size of SIZES)
    for (const send of SENDERS)
      for (const isAlone of [true, false]) {
        const marker = `${service}-${sent.length}`;
        const neighbours = isAlone ? [] : [`${marker}-before`, `${marker}-after`];
        const outcome = await send({ gateway, service, marker, size, filler, neighbours });
        sent.push(outcome.sent);
        tally.neighbours.push(...neighbours);
        if (outcome.isUnclear) tally.unclear++;
      }
  await settledLedger(api, SETTLED_WITHIN_MS);
  const stored = await exportLogs(api, `service:${service}`);
  const logs = Map.groupBy(stored, markerOf);
  const dead = await readDeadLetters(bus);
  for (const each of sent) {
    const letters = dead.filter(({ value }) => value.includes(`${each.marker} `) || value.includes(`"${each.marker}"`));
    check(tally, each, logs.get(each.marker) ?? [], letters);
  }
  tally.stored.push(...stored.map(markerOf));
  tally.sent.push(...sent);
}

async function strike(estate: Estate, { rounds, fillers }: Shape, log: FaultOptions['log']): Promise<Row[]> {
  const pipeline = await estate.startPipeline();
  const bus = await estate.openBus();
  const tally: Tally = {
    sent: [],
    neighbours: [],
    unclear: 0,
    stored: [],
    spoilt: 0,
    tooLargeWhenFinished: 0,
    wronglyThere: 0,
    leastCutBytes: Number.POSITIVE_INFINITY,
  };
  for (let number = 0; number < rounds; number++)
    for (const filler of fillers) {
      await round(pipeline, bus, `${estate.run}-${number}-${filler}`, FILLERS[filler], tally);
      log(`round ${number + 1}, ${filler}: ${tally.sent.length} messages so far`);
    }
  return rowsOf(tally);
}

function rowsOf(tally: Tally): Row[] {
  const none = { op: '<=', value: 0 } as const;
  const { sent, neighbours, stored } = tally;
  const count = (kind: Sent['shouldBe']): number => sent.filter(({ shouldBe }) => shouldBe === kind).length;
  const { lost, duplicated } = accountFor(neighbours, stored);
  return [
    { what: 'small neighbours', value: neighbours.length, unit: 'logs' },
    { what: 'small neighbours lost', value: lost, unit: 'logs', target: none },
    { what: 'records of at most 1 MiB over HTTP', value: count('whole'), unit: 'logs' },
    { what: 'neither stored whole nor kept whole as a dead letter', value: tally.spoilt, unit: 'logs', target: none },
    { what: 'dead letters, larger than 8 MiB when finished', value: tally.tooLargeWhenFinished, unit: 'logs' },
    { what: 'larger records over HTTP', value: count('refused'), unit: 'logs' },
    { what: 'not refused with both sizes', value: tally.unclear, unit: 'logs', target: none },
    { what: 'large messages of the producer', value: count('cut'), unit: 'logs' },
    { what: 'least that is left of one that was cut', value: tally.leastCutBytes / 1_024, unit: 'KiB' },
    {
      what: 'stored though refused, or not stored cut and marked',
      value: tally.wronglyThere,
      unit: 'logs',
      target: none,
    },
    { what: 'stored twice', value: duplicated, unit: 'logs', target: none },
  ];
}

export const fault: Fault = {
  name: 'messages-of-every-size',
  description:
    'Messages of 1 MiB less a byte, 1 MiB, 1 MiB and a byte, and 10 MB, of letters, quotation marks, emoji and control characters, as JSON, as raw lines and through the producer of `producers/sdk`, each alone and between two small logs. A record of at most 1 MiB must be stored whole, or be a dead letter byte for byte where it grows beyond 8 MiB on its way; a larger one must be refused with both sizes; the producer cuts its messages and marks them. No small neighbour may be lost.',
  run: ({ short, log }) => withEstate({}, (estate) => strike(estate, short ? SHORT : LONG, log)),
};
