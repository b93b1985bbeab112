import { expect, test } from '@jest/globals';
import { bytesOf, type LogBody } from './log-bodies.ts';
import type { SendLogs, SendOutcome } from './send-outcome.ts';
import { uploadFiles } from './upload-files.ts';
import type { UploadProgress } from './upload-progress.ts';

const TAKEN: SendOutcome = { kind: 'taken', rejected: [] };

interface Run {
  /** The text of each request. */
  sent: string[];
  waits: number[];
  last: UploadProgress;
  /** Every progress that was told. */
  told: UploadProgress[];
}

async function run(
  files: readonly File[],
  answer: (body: LogBody, at: number, abort: AbortController) => SendOutcome,
): Promise<Run> {
  const abort = new AbortController();
  const [sent, waits, told]: [string[], number[], UploadProgress[]] = [[], [], []];
  const send: SendLogs = async (body, signal) => {
    sent.push(new TextDecoder().decode(bytesOf(body)));
    const outcome = answer(body, sent.length - 1, abort);
    signal.throwIfAborted();
    return outcome;
  };
  const clock = {
    now: () => 0,
    async sleep(ms: number) {
      waits.push(ms);
    },
  };
  const { signal } = abort;
  await uploadFiles(files, { send, clock, signal, tooLarge: 'too large', onProgress: (each) => told.push(each) });
  const last = told.at(-1);
  if (!last) throw new Error('nothing was told');
  return { sent, waits, last, told };
}

const fileOf = (name: string, ...lines: string[]): File => new File([lines.join('\n')], name);

test('files go one after another, and all is counted', async () => {
  const { sent, last } = await run([fileOf('a.log', 'one', 'two'), fileOf('b.log', 'three')], () => TAKEN);
  expect(sent).toEqual(['one\ntwo\n', 'three\n']);
  expect(last.state).toBe('done');
  expect(last.files.map(({ accepted, state, line, readBytes }) => ({ accepted, state, line, readBytes }))).toEqual([
    { accepted: 2, state: 'done', line: 2, readBytes: 7 },
    { accepted: 1, state: 'done', line: 1, readBytes: 5 },
  ]);
});

test('what was not taken is told with its line, blank lines counted', async () => {
  const rejected = [{ index: 1, code: 'invalid_record', message: 'no message' }];
  const { last } = await run([fileOf('a.log', '{"message":"x"}', '', '{}')], () => ({ kind: 'taken', rejected }));
  expect(last.refusals).toEqual([{ file: 'a.log', line: 3, code: 'invalid_record', message: 'no message' }]);
  expect(last.files[0]).toMatchObject({ accepted: 1, rejected: 1 });
});

test('it waits as long as the server asks for, and sends the same again; nothing of it was taken', async () => {
  const outcomes: SendOutcome[] = [
    { kind: 'later', message: 'busy', waitMs: 30_000 },
    { kind: 'later', message: 'busy', waitMs: null },
    TAKEN,
  ];
  const { sent, waits, last, told } = await run([fileOf('a.log', 'one')], (_, at) => outcomes[at] ?? TAKEN);
  expect(sent).toEqual(['one\n', 'one\n', 'one\n']);
  expect(waits).toEqual([30_000, 2_000]);
  expect(told.some(({ pause }) => pause?.waitMs === 30_000 && pause.message === 'busy')).toBe(true);
  expect(last).toMatchObject({ maybeTwice: 0, pause: null, state: 'done' });
});

test('what was sent again because no answer came is told: the server may have it twice', async () => {
  const { last } = await run([fileOf('a.log', 'one', 'two')], (_, at) =>
    at === 0 ? { kind: 'unknown', message: 'no answer' } : TAKEN,
  );
  expect(last).toMatchObject({ maybeTwice: 2, state: 'done', unanswered: null });
});

test('where too much was sent at once, less is; a log that is too large alone is refused', async () => {
  const { sent, last } = await run([fileOf('a.log', 'one', 'two', 'long one', 'four')], ({ items }) =>
    items.some(({ bytes }) => bytes.length > 5) || items.length > 2
      ? { kind: 'too large', code: 'body_too_large', message: 'large' }
      : TAKEN,
  );
  expect(sent.slice(1)).toEqual(['one\ntwo\n', 'long one\nfour\n', 'long one\n', 'four\n']);
  expect(last.refusals).toEqual([{ file: 'a.log', line: 3, code: 'body_too_large', message: 'large' }]);
  expect(last.files[0]).toMatchObject({ accepted: 3, rejected: 1, state: 'done' });
});

test('a refusal of all ends it, and says up to which line all is there', async () => {
  const lines = Array.from({ length: 1_500 }, (_, at) => `line ${at}`);
  const { sent, last } = await run([fileOf('a.log', ...lines), fileOf('b.log', 'x')], (_, at) =>
    at === 0 ? TAKEN : { kind: 'refused', status: 404, message: 'no such route' },
  );
  expect(sent.length).toBe(2);
  expect(last).toMatchObject({ state: 'failed', failure: { status: 404 }, unanswered: null });
  expect(last.files.map(({ state, line }) => [state, line])).toEqual([
    ['stopped', 1_000],
    ['stopped', 0],
  ]);
});

test('when it is cancelled, the lines that were on their way are told', async () => {
  const { sent, last } = await run([fileOf('a.log', 'one', 'two'), fileOf('b.log', 'x')], (_body, _at, abort) => {
    abort.abort();
    return TAKEN;
  });
  expect(sent.length).toBe(1);
  expect(last).toMatchObject({ state: 'cancelled', unanswered: { file: 'a.log', from: 1, to: 2 } });
});

test('a file that cannot be read is left, and the others go', async () => {
  const { sent, last } = await run([fileOf('a.zip', 'PK\x03\x04'), fileOf('b.log', 'x')], () => TAKEN);
  expect(sent).toEqual(['x\n']);
  expect(last.files.map(({ state, fault }) => [state, fault])).toEqual([
    ['stopped', 'archive'],
    ['done', null],
  ]);
});
