/** @jest-environment jsdom */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { type Answer, type FakeFetch, fakeFetch } from '../../../../test/stand-ins/fake-fetch.ts';
import { type FakeSockets, fakeSockets } from '../../../../test/stand-ins/fake-sockets.ts';
import { addressShown, showPage } from '../../../../test/stand-ins/show-page.tsx';
import { UploadProvider } from '../../components/upload/upload-provider.tsx';
import ExplorerPage from './explorer-page.tsx';

let server: FakeFetch;
let sockets: FakeSockets;
/** How the server answers, by the end of the path. */
let answers: Record<string, Answer>;
/** The newest log of all. */
let newest: { timestamp: string } | null;
/** Answers that hang on more than the path. */
let respond: ((asked: { url: URL }) => Answer | undefined) | null;

const ok = (body: unknown) => ({ status: 200, body });
const noHits = { total: { value: 0, relation: 'eq' }, logs: [], next_cursor: null, took_ms: 4.2 };

beforeEach(() => {
  localStorage.clear();
  newest = { timestamp: '2026-11-26T10:00:00.000Z' };
  answers = {
    search: ok(noHits),
    trends: ok({ interval: '1m', by: 'level', buckets: [] }),
    facets: ok({
      total: 0,
      facets: [{ field: 'level', values: [{ value: 'error', count: 7 }], present: 7, coverage: 1, cardinality: 1 }],
    }),
  };
  respond = null;
  sockets = fakeSockets();
  server = fakeFetch(({ url }) => {
    const isNewest = url.pathname.endsWith('/search') && url.searchParams.get('limit') === '1';
    if (isNewest) return ok({ ...noHits, logs: newest ? [newest] : [] });
    return respond?.({ url }) ?? answers[url.pathname.split('/').at(-1) ?? ''] ?? { status: 404, body: {} };
  });
});
afterEach(() => {
  cleanup();
  server.restore();
  sockets.restore();
});

function show(address: string): void {
  showPage(
    <UploadProvider>
      <ExplorerPage />
    </UploadProvider>,
    { address },
  );
}

const queryShown = (): string => new URLSearchParams(addressShown().split('?')[1]).get('q') ?? '';
const asked = (): URLSearchParams[] => server.asked.map(({ url }) => url.searchParams);
const questions = (path: string): (string | null)[] =>
  server.asked.filter(({ url }) => url.pathname.endsWith(path)).map(({ url }) => url.searchParams.get('q'));

describe('the explorer', () => {
  test('asks what its address says, and names the window after it', async () => {
    show('/explorer?q=level:error');
    await screen.findByText('0 hits');
    expect(screen.getByText('4.2 ms')).toBeTruthy();
    expect(document.title).toBe('level:error – Explorer – Logsieve');
    expect(questions('search')[0]).toBe('level:error');
    expect(questions('trends')).toEqual(['level:error']);
  });

  test('counts the values of a field without its own choice, and puts a value that is chosen into the query', async () => {
    show('/explorer?q=timeout%20service:shop');
    fireEvent.click(await screen.findByRole('checkbox', { name: /error/ }));
    expect(queryShown()).toBe('timeout service:shop level:error');
    const ofLevel = asked().filter((parameters) => parameters.get('fields') === 'level');
    expect(new Set(ofLevel.map((parameters) => parameters.get('q')))).toEqual(new Set(['timeout service:shop']));
  });

  test('asks for the values of a field only when it is open', async () => {
    show('/explorer');
    await screen.findByText('0 hits');
    const fields = (): (string | null)[] => asked().map((parameters) => parameters.get('fields'));
    expect(fields()).not.toContain('user_id');
    fireEvent.click(screen.getByRole('button', { name: 'user_id' }));
    await screen.findByRole('button', { name: 'user_id', expanded: true });
    expect(fields()).toContain('user_id');
  });

  test('counts anew when the order is turned, since the list is asked at a later moment', async () => {
    show('/explorer');
    await screen.findByRole('checkbox', { name: /error/ });
    const counted = (): number => asked().filter((parameters) => parameters.get('fields') === 'level').length;
    const [bars, facets] = [questions('trends').length, counted()];
    fireEvent.click(screen.getByRole('button', { name: 'Newest first' }));
    await waitFor(() => expect([questions('trends').length, counted()]).toEqual([bars + 1, facets + 1]));
  });

  test('says where nothing was found, and what would find more', async () => {
    show('/explorer?q=timeout%20host:a');
    await screen.findByText('No logs match');
    expect(await screen.findAllByRole('button', { name: /^last (?:3 hours|24 hours|30 days) none$/ })).toHaveLength(3);
    expect(screen.getByRole('button', { name: 'without host:a none' })).toBeTruthy();
    expect(questions('search')).toContain('timeout');
  });

  test('says of more logs than are counted that there are at least so many', async () => {
    answers.search = ok(noHits);
    const many = ok({ ...noHits, total: { value: 12_400, relation: 'gte' } });
    const { search: none } = answers;
    respond = ({ url }) =>
      url.searchParams.get('limit') === '0' ? many : url.pathname.endsWith('/search') ? none : undefined;
    show('/explorer?q=timeout');
    await screen.findByRole('button', { name: 'Show all logs 12.4K+' });
  });

  test('guesses what a query meant that found nothing', async () => {
    show('/explorer?q=levl%3Derror');
    await screen.findByRole('button', { name: 'level:error none' });
    expect(screen.getByRole('heading', { name: 'Did you mean' })).toBeTruthy();
    expect(questions('search')).toContain('level:error');
  });

  test('shows how to send a log where there never was one', async () => {
    newest = null;
    show('/explorer');
    await screen.findByText('Send your first log');
  });

  test('tells of a mistake in the query once, in the words of the server', async () => {
    const body = { error: { code: 'query_syntax', message: 'unexpected end at column 2', details: { column: 2 } } };
    answers = { search: { status: 400, body }, trends: { status: 400, body }, facets: { status: 400, body } };
    show('/explorer?q=(');
    expect(await screen.findAllByText('unexpected end at column 2')).toHaveLength(1);
    expect(screen.getByText('The query has a mistake')).toBeTruthy();
    expect(screen.queryByRole('list', { name: 'Filters' })).toBeNull();
  });

  test('tells of a mistake only as long as the text is the one that was run', async () => {
    const body = { error: { code: 'query_syntax', message: 'unexpected end at column 2', details: { column: 2 } } };
    answers.search = { status: 400, body };
    show('/explorer?q=(');
    await screen.findByText('unexpected end at column 2');
    const write = (value: string): void =>
      void fireEvent.change(screen.getByRole('textbox', { name: 'Query' }), { target: { value } });
    write('(a');
    expect(screen.queryByText('unexpected end at column 2')).toBeNull();
    write('( ');
    expect(screen.getByText('unexpected end at column 2')).toBeTruthy();
  });

  test('keeps the logs that it has when the next query has a mistake', async () => {
    const log = { id: 'a', timestamp: '2026-11-26T13:00:00.000Z', level: 'info', category: 'General', attributes: {} };
    answers.search = ok({
      ...noHits,
      total: { value: 1, relation: 'eq' },
      logs: [{ ...log, service: 's', message: 'm' }],
    });
    show('/explorer');
    await screen.findByText('1 loaded');
    const error = { code: 'query_syntax', message: 'unexpected end at column 7', details: { column: 7 } };
    answers.search = { status: 400, body: { error } };
    fireEvent.click(await screen.findByRole('checkbox', { name: /error/ }));
    await screen.findByText('The query has a mistake. These are still the logs of the query before.');
    expect(screen.getByText('1 loaded')).toBeTruthy();
    expect(screen.getByText('unexpected end at column 7')).toBeTruthy();
  });

  test('says once that the address names no time, and leads to the last hour', async () => {
    const body = { error: { code: 'invalid_parameter', message: 'from: no time' } };
    answers = { search: { status: 400, body }, trends: { status: 400, body }, facets: { status: 400, body } };
    show('/explorer?q=a&from=garbage&id=x');
    await screen.findByText('This time cannot be read');
    expect(screen.queryByText('from: no time')).toBeNull();
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
    answers = { search: ok(noHits), trends: ok({ interval: '1m', by: 'level', buckets: [] }) };
    fireEvent.click(screen.getByRole('button', { name: 'Use the last hour' }));
    await screen.findByText('No logs match');
    expect(addressShown()).toBe('/explorer?q=a&from=now-1h&to=now');
  });

  test('says of a log that is gone that it is not held any more, and offers no other try', async () => {
    show('/explorer?id=gone');
    await screen.findByText('This log is not held any more');
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
  });

  test('gives no number, and is not said to run, while the next query is not answered', async () => {
    const log = { id: 'a', timestamp: '2026-11-26T13:00:00.000Z', level: 'info', category: 'General', attributes: {} };
    const one = { ...noHits, total: { value: 1, relation: 'eq' }, logs: [{ ...log, service: 's', message: 'm' }] };
    answers.search = ok(one);
    show('/explorer');
    await screen.findByText('1 hit');
    answers.search = { status: 500, body: { error: { code: 'internal', message: 'it failed' } } };
    fireEvent.click(await screen.findByRole('checkbox', { name: /error/ }));
    await screen.findByText(/^it failed These are still the logs of the query before/);
    expect(screen.queryByText('1 hit')).toBeNull();
    expect(screen.getByRole('button', { name: 'Run' })).toBeTruthy();
    expect(screen.queryByText('Searching …')).toBeNull();
  });

  test('comes to each value by one Tab, and by arrows to what else can be done with it', async () => {
    show('/explorer');
    const box = await screen.findByRole('checkbox', { name: /error/ });
    const only = screen.getByRole('button', { name: 'Only error' });
    const not = screen.getByRole('button', { name: 'Exclude error' });
    expect([box, only, not].map(({ tabIndex }) => tabIndex)).toEqual([0, -1, -1]);
    box.focus();
    const press = (key: string): void => void fireEvent.keyDown(document.activeElement ?? document.body, { key });
    press('ArrowRight');
    expect(document.activeElement).toBe(only);
    press('ArrowRight');
    press('ArrowRight');
    expect(document.activeElement).toBe(not);
    press('ArrowLeft');
    press('ArrowLeft');
    expect(document.activeElement).toBe(box);
  });

  test('recovers by itself when the server answers again', async () => {
    answers.search = { status: 503, body: { error: { code: 'unavailable', message: 'the store is away' } } };
    show('/explorer');
    await screen.findByText('the store is away');
    answers.search = ok(noHits);
    await screen.findByText('No logs match', {}, { timeout: 10_000 });
  });

  test('does not ask again by itself for what takes too long', async () => {
    answers.search = { status: 503, body: { error: { code: 'query_timeout', message: 'it took too long' } } };
    show('/explorer');
    await screen.findByText('it took too long');
    expect(questions('search')).toHaveLength(1);
  });

  test('lets a search that failed be tried again', async () => {
    answers.search = {
      status: 503,
      body: { error: { code: 'unavailable', message: 'the store is away' }, request_id: 'r-1' },
    };
    show('/explorer');
    await screen.findByText('the store is away');
    answers.search = ok(noHits);
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await screen.findByText('No logs match');
  });
});
