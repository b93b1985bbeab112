/** @jest-environment jsdom */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { type Answer, type FakeFetch, fakeFetch } from '../../../../test/stand-ins/fake-fetch.ts';
import { addressShown, showPage } from '../../../../test/stand-ins/show-page.tsx';
import { DeadLettersCard } from './dead-letters-card.tsx';

interface Letter {
  id: string;
  code: string;
  stage: string;
  reprocessed: number;
  replay_outcome?: 'sent' | 'unknown';
}

/** What the stand-in for the server holds and heard. */
let letters: Letter[];
let replays: Record<string, unknown>[];
let outage: string | null;
let server: FakeFetch;
/** How many the stand-in gives at once, and how often it was asked for some. */
let pageSize: number;
let asked: number;
/** What a replay waits for before it is done. */
let hold: Promise<void>;

const answer = (status: number, body: unknown): Answer => ({ status, body });

function serve({ id, code, stage, reprocessed, replay_outcome = undefined }: Letter) {
  const replayed = replay_outcome
    ? { replays: 1, replayed_at: '2026-11-26T11:00:00.000Z', replay_outcome }
    : { replays: 0, replayed_at: null, replay_outcome: null };
  const texts = { at: '2026-11-26T10:00:00.000Z', first_seen: '2026-11-26T09:00:00.000Z', key: 'shop', headers: {} };
  const content = { value: `message of ${id}`, encoding: 'utf8', truncated: false };
  return {
    id,
    code,
    stage,
    reprocessed,
    reason: `why ${id}`,
    attempts: reprocessed + 1,
    source: 'logs-0-17',
    ...replayed,
    ...texts,
    ...content,
  };
}

function replay(body: { ids?: string[]; code?: string; replayed?: boolean; dry_run: boolean }) {
  replays.push(body);
  const meant = letters.filter(({ id, code, replay_outcome }) => {
    const wasReplayed = replay_outcome !== undefined;
    return (
      (body.ids ?? [id]).includes(id) && (body.code ?? code) === code && (body.replayed ?? wasReplayed) === wasReplayed
    );
  });
  const refused = meant.filter(({ reprocessed }) => reprocessed >= 3).length;
  const replayed = body.dry_run ? 0 : meant.length - refused;
  return answer(200, { matched: meant.length, replayed, refused, dry_run: body.dry_run });
}

beforeEach(() => {
  letters = [
    { id: 'a', code: 'decode_failed', stage: 'decode', reprocessed: 0 },
    { id: 'b', code: 'store_rejected', stage: 'index', reprocessed: 3 },
    { id: 'c', code: 'decode_failed', stage: 'decode', reprocessed: 0 },
  ];
  replays = [];
  outage = null;
  pageSize = 50;
  asked = 0;
  hold = Promise.resolve();
  server = fakeFetch(async ({ method, url: { searchParams }, text }) => {
    if (outage !== null) return answer(503, { error: { code: 'unavailable', message: outage } });
    if (method === 'POST') {
      const body = JSON.parse(text);
      if (!body.dry_run) await hold;
      return outage === null ? replay(body) : answer(503, { error: { code: 'unavailable', message: outage } });
    }
    const code = searchParams.get('code');
    const replayed = searchParams.get('replayed');
    const found = letters.filter(
      (letter) =>
        (code === null || letter.code === code) &&
        (replayed === null || String(letter.replay_outcome !== undefined) === replayed),
    );
    asked += 1;
    const from = Number(searchParams.get('cursor') ?? 0);
    const to = from + pageSize;
    const next_cursor = to < found.length ? String(to) : null;
    return answer(200, { dead_letters: found.slice(from, to).map(serve), next_cursor });
  });
});
afterEach(() => {
  cleanup();
  server.restore();
});

/** The page; what is returned says that there are so many by now. */
function show(address = '/pipeline', first: number | null = letters.length): (count: number) => void {
  const cardOf = (count: number | null) => <DeadLettersCard count={count ?? undefined} />;
  const { rerender } = showPage(cardOf(first), { address });
  return (count) => rerender(cardOf(count));
}

const press = (name: string): void => void fireEvent.click(screen.getByRole('button', { name }));

test('the chosen ones are replayed once it was said what would happen', async () => {
  show();
  const [first, second] = await screen.findAllByRole('checkbox', { name: /Select the dead letter/ });
  fireEvent.click(first as HTMLElement);
  fireEvent.click(second as HTMLElement);
  expect(screen.getByText('2 selected')).toBeTruthy();
  press('Replay selected');
  await screen.findByText('1 dead letter would be processed again.');
  expect(screen.getByText(/^1 would be refused/)).toBeTruthy();
  expect(replays).toEqual([{ ids: ['a', 'b'], dry_run: true }]);
  press('Replay 1');
  await screen.findByText(/^1 sent through again, 1 refused\. What fails again comes back here/);
  expect(replays.at(-1)).toEqual({ ids: ['a', 'b'], dry_run: false });
});

/** Begins a replay of all, which is not done before `go` is called. */
async function beginReplay(): Promise<{ dialog: HTMLElement; go(): void }> {
  const { promise, resolve } = Promise.withResolvers<void>();
  hold = promise;
  show();
  fireEvent.click(await screen.findByRole('button', { name: 'Replay all' }));
  fireEvent.click(await screen.findByRole('button', { name: 'Replay 2' }));
  expect((await screen.findByRole('button', { name: 'Replaying…' })).hasAttribute('disabled')).toBe(true);
  return { dialog: screen.getByRole('dialog'), go: resolve };
}

test('a replay that was begun cannot be taken back, and nothing says that it could', async () => {
  const { dialog, go } = await beginReplay();
  for (const name of ['Cancel', 'Close']) {
    expect([name, within(dialog).getByRole('button', { name }).hasAttribute('disabled')]).toEqual([name, true]);
  }
  fireEvent.click(dialog);
  expect(fireEvent(dialog, new Event('cancel', { cancelable: true }))).toBe(false);
  expect(screen.getByRole('dialog')).toBe(dialog);
  go();
  await screen.findByText(/^2 sent through again/);
  expect(screen.queryByRole('dialog')).toBeNull();
});

test.each<[end: string, text: RegExp, why: string | null]>([
  ['done', /^2 sent through again/, null],
  ['refused', /^Not replayed: the bus is away/, 'the bus is away'],
])('where the browser closed the window all the same, a replay is told when it is %s', async (_, text, why) => {
  const { dialog, go } = await beginReplay();
  fireEvent(dialog, new Event('close'));
  expect(screen.queryByRole('dialog')).toBeNull();
  outage = why;
  go();
  await screen.findByText(text);
});

test('each says how often it failed, and how often it came back from a replay', async () => {
  show();
  await screen.findByText('4 attempts, came back 3 times');
  expect(screen.getAllByText('1 attempt')).toHaveLength(2);
});

test('those that were replayed are marked, and left out where only the others are asked for', async () => {
  letters = letters.map((letter, at) =>
    at === 0 ? letter : { ...letter, replay_outcome: at === 1 ? 'sent' : 'unknown' },
  );
  show('/pipeline?tz=UTC');
  expect(await screen.findAllByText('replayed 2026-11-26 11:00:00.000')).toHaveLength(1);
  expect(screen.getAllByText('perhaps replayed 2026-11-26 11:00:00.000')).toHaveLength(1);
  fireEvent.change(screen.getByLabelText('Replayed'), { target: { value: 'no' } });
  expect(addressShown()).toBe('/pipeline?tz=UTC&replayed=no');
  await waitFor(() => expect(screen.queryByText('why b')).toBeNull());
  expect(screen.getAllByText('why a')).toHaveLength(1);
  press('Replay all of these');
  await screen.findByRole('dialog');
  expect(replays).toEqual([{ replayed: false, dry_run: true }]);
});

test('a filter stands in the address, narrows the list, and is what is replayed', async () => {
  show();
  await screen.findAllByText('why b');
  const codes = within(screen.getByLabelText('Error')).getAllByRole('option');
  expect(codes.map(({ textContent }) => textContent)).toEqual(['All', 'decode_failed', 'store_rejected']);
  fireEvent.change(screen.getByLabelText('Error'), { target: { value: 'decode_failed' } });
  expect(addressShown()).toBe('/pipeline?code=decode_failed');
  const all = await screen.findByRole('button', { name: 'Replay all of these' });
  expect([all.hasAttribute('disabled'), screen.queryByText('why b')]).not.toContain(null);
  await waitFor(() => expect(all.hasAttribute('disabled')).toBe(false));
  expect(screen.queryByText('why b')).toBeNull();
  press('Replay all of these');
  await screen.findByText('2 dead letters would be processed again.');
  expect(replays[0]).toEqual({ code: 'decode_failed', replayed: false, dry_run: true });
  press('Cancel');
  expect(replays.every(({ dry_run }) => dry_run)).toBe(true);
});

test('text that a message holds is looked for while it is typed, and keeps the caret', async () => {
  show();
  await screen.findAllByText('why b');
  const field = screen.getByLabelText('Message holds');
  field.focus();
  fireEvent.change(field, { target: { value: 'card' } });
  await waitFor(() => expect(addressShown()).toBe('/pipeline?text=card'));
  expect(document.activeElement).toBe(field);
  fireEvent.change(field, { target: { value: '' } });
  fireEvent.keyDown(field, { key: 'Enter' });
  expect(addressShown()).toBe('/pipeline');
});

const again = (name: string): void => {
  letters = letters.map((letter) => (name.includes(letter.id) ? { ...letter, replay_outcome: 'sent' } : letter));
};

test('all are those that were not replayed yet; the others come along when they are asked for', async () => {
  again('a');
  show();
  fireEvent.click(await screen.findByRole('button', { name: 'Replay all' }));
  await screen.findByText('1 dead letter would be processed again.');
  expect(screen.queryByText(/may have got through/)).toBeNull();
  fireEvent.click(await screen.findByLabelText('Also the 1 that was replayed before'));
  await screen.findByText('2 dead letters would be processed again.');
  screen.getByText(/may have got through/);
  fireEvent.click(screen.getByLabelText('Also the 1 that was replayed before'));
  await screen.findByText('1 dead letter would be processed again.');
  await waitFor(() => expect(screen.getByRole('button', { name: 'Replay 1' }).hasAttribute('disabled')).toBe(false));
  press('Replay 1');
  await screen.findByText(/^1 sent through again/);
  expect(replays.at(-1)).toEqual({ replayed: false, dry_run: false });
});

test('where none was replayed before, nothing is offered beside', async () => {
  show();
  fireEvent.click(await screen.findByRole('button', { name: 'Replay all' }));
  await screen.findByText('2 dead letters would be processed again.');
  await waitFor(() => expect(replays).toContainEqual({ replayed: true, dry_run: true }));
  expect(within(screen.getByRole('dialog')).queryByRole('checkbox')).toBeNull();
});

test('of the chosen ones too, those that were replayed are left out until they are asked for', async () => {
  again('a');
  show();
  fireEvent.click(await screen.findByLabelText('Select all that are shown'));
  press('Replay selected');
  await screen.findByLabelText('Also the 1 that was replayed before');
  expect(replays).toContainEqual({ ids: ['b', 'c'], dry_run: true });
});

test('one that was replayed before is replayed when it is the only one that is meant', async () => {
  again('abc');
  show();
  await screen.findAllByText('why a');
  fireEvent.click(screen.getAllByRole('button', { name: 'Replay' })[0] as HTMLElement);
  await screen.findByText('1 dead letter would be processed again.');
  screen.getByText(/may have got through/);
  expect(replays).toEqual([{ ids: ['a'], dry_run: true }]);
});

test('a filter that hides all can be taken off', async () => {
  show('/pipeline?code=count_failed');
  await screen.findByText('No dead letter is of this kind');
  press('Show all');
  await screen.findAllByText('why a');
});

test('none at all, and none that could be loaded, are told apart', async () => {
  letters = [];
  show();
  await screen.findByText('No dead letter');
  expect(screen.queryByLabelText('Stage')).toBeNull();
  cleanup();
  outage = 'the bus is away';
  show();
  await screen.findByText('the bus is away');
});

/** One more that failed. */
const fail = (id: string): void => {
  letters = [{ id, code: 'decode_failed', stage: 'decode', reprocessed: 0 }, ...letters];
};
const shown = (): number => screen.getAllByRole('checkbox', { name: /Select the dead letter/ }).length;

test('the list is asked for again when there are more, and only then', async () => {
  const tell = show('/pipeline', null);
  await screen.findAllByText('why a');
  tell(3);
  tell(2);
  expect(asked).toBe(1);
  fail('d');
  tell(3);
  await waitFor(() => expect(shown()).toBe(4));
  expect(asked).toBe(2);
});

test('a list that somebody leafs through stays as it is: what is new is offered', async () => {
  pageSize = 2;
  const tell = show();
  fireEvent.click(await screen.findByRole('button', { name: 'Older ones' }));
  await waitFor(() => expect(shown()).toBe(3));
  for (const [id, count] of [
    ['d', 4],
    ['e', 5],
  ] as const) {
    fail(id);
    tell(count);
  }
  expect(asked).toBe(2);
  press('Show 2 new ones');
  await screen.findAllByText('why e');
  expect(screen.queryByRole('button', { name: /new/ })).toBeNull();
});
