/** @jest-environment jsdom */
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { type FakeFetch, fakeFetch } from '../../../../test/stand-ins/fake-fetch.ts';
import { type GivenSize, giveSize } from '../../../../test/stand-ins/give-size.ts';
import { addressShown, showPage } from '../../../../test/stand-ins/show-page.tsx';
import { ResultsTable } from './results-table.tsx';

const LOGS = Array.from({ length: 5 }, (_, at) => ({
  id: `log-${at}`,
  timestamp: '2026-11-26T13:00:00.000Z',
  level: 'info',
  category: 'General',
  service: `service-${at}`,
  host: `node-${at}`,
  message: `message ${at}`,
  attributes: { order: { id: `A-${at}` } },
}));

let server: FakeFetch;
let size: GivenSize;
beforeEach(() => {
  localStorage.clear();
  size = giveSize(592, 600);
  const body = { total: { value: 5, relation: 'eq' }, logs: LOGS, next_cursor: null, took_ms: 1 };
  server = fakeFetch(() => ({ status: 200, body }));
});
afterEach(() => {
  cleanup();
  server.restore();
  size.restore();
});

async function show(openId: string | null = null, address = '/explorer') {
  const told = { onOpen: jest.fn<(id: string | null) => void>(), onFilter: jest.fn() };
  const question = { q: '', from: 'now-1h', to: 'now' };
  const table = (id: string | null) => <ResultsTable question={question} order="desc" openId={id} {...told} />;
  const { rerender } = showPage(table(openId), { address });
  await screen.findByText('message 0');
  return { ...told, open: (id: string | null): void => rerender(table(id)) };
}

const headers = (): string[] => screen.getAllByRole('columnheader').map(({ textContent }) => textContent);
const header = (name: string): HTMLElement => screen.getByRole('columnheader', { name });
const cells = (row: number): HTMLElement[] =>
  Array.from(document.querySelectorAll<HTMLElement>(`[data-index="${row}"] [data-column]`));
const press = (key: string, modifiers = {}): void => {
  fireEvent.keyDown(document.activeElement ?? document.body, { key, ...modifiers });
};
const widths = (): string => screen.getByRole('grid').style.getPropertyValue('--tracks');

describe('the columns of the results', () => {
  const openPopover = (): void => void fireEvent.click(screen.getByRole('button', { name: 'Columns' }));

  test('are the usual ones, or those of the address', async () => {
    await show();
    expect(headers()).toEqual(['Selection', 'Time', 'Level', 'Category', 'Service', 'Message']);
    cleanup();
    await show(null, '/explorer?cols=message,host');
    expect(headers()).toEqual(['Selection', 'Message', 'host']);
    expect(cells(3).map(({ textContent }) => textContent)).toEqual(['message 3', 'node-3']);
  });

  test('that no loaded log has are named, and the usual ones stand in for them where no other is left', async () => {
    await show(null, '/explorer?cols=foo,message');
    expect(headers()).toEqual(['Selection', 'foo', 'Message']);
    expect(screen.getByText(/No loaded log has foo\.$/)).toBeTruthy();
    cleanup();
    await show(null, '/explorer?cols=foo,bar');
    expect(headers()).toEqual(['Selection', 'Time', 'Level', 'Category', 'Service', 'Message']);
    expect(screen.getByText(/No loaded log has foo, bar\.$/)).toBeTruthy();
  });

  test('are added, moved, removed and reset, which the address and the browser remember', async () => {
    await show();
    openPopover();
    const name = screen.getByRole('combobox', { name: 'Add a column' });
    fireEvent.change(name, { target: { value: 'attributes.order.id' } });
    fireEvent.click(screen.getByRole('button', { name: 'Add' }));
    expect(headers()).toEqual(['Selection', 'Time', 'Level', 'Category', 'Service', 'order.id', 'Message']);
    expect(cells(2).map(({ textContent }) => textContent)).toContain('A-2');
    fireEvent.click(screen.getByRole('button', { name: 'Move order.id to the left' }));
    fireEvent.click(screen.getByRole('button', { name: 'Remove the column Category' }));
    expect(addressShown()).toBe('/explorer?cols=timestamp,level,attributes.order.id,service,message');
    expect(localStorage.getItem('logsieve.columns')).toBe('timestamp,level,attributes.order.id,service,message');
    fireEvent.click(screen.getByRole('button', { name: 'Reset columns' }));
    expect(headers()).toEqual(['Selection', 'Time', 'Level', 'Category', 'Service', 'Message']);
    expect(addressShown()).toBe('/explorer');
  });

  test('offer the fields that the loaded logs have', async () => {
    await show();
    openPopover();
    const offered = Array.from(document.querySelectorAll('datalist option'), (option) => option.getAttribute('value'));
    expect(offered).toEqual(expect.arrayContaining(['host', 'attributes.order.id']));
    expect(offered).not.toContain('message');
  });

  test('are moved, widened and removed with the keys of their names', async () => {
    await show();
    header('Level').focus();
    press('ArrowRight', { altKey: true });
    expect(headers().slice(1, 4)).toEqual(['Time', 'Category', 'Level']);
    expect(widths()).toContain('76px');
    press('ArrowRight', { shiftKey: true });
    expect(widths()).toBe('116px 128px 92px 152px minmax(160px, 1fr)');
    expect(localStorage.getItem('logsieve.column-widths')).toBe('{"level":92}');
    press('Delete');
    expect(headers()).toEqual(['Selection', 'Time', 'Category', 'Service', 'Message']);
  });

  test('are widened at their edge within bounds; a double press forgets it', async () => {
    await show();
    const edge = screen.getByRole('separator', { name: 'Width of Level' });
    for (let step = 0; step < 5; step++) fireEvent.keyDown(edge, { key: 'ArrowLeft' });
    expect(edge.getAttribute('aria-valuenow')).toBe('56');
    fireEvent.doubleClick(edge);
    expect(edge.getAttribute('aria-valuenow')).toBe('76');
  });
});

describe('beside an open log', () => {
  test('columns give way to the message, which the toolbar says, and come back when it is closed', async () => {
    const { open } = await show('log-2');
    expect(headers()).toEqual(['Selection', 'Time', 'Level', 'Message']);
    expect(cells(1).map(({ textContent }) => textContent)).toContain('message 1');
    expect(screen.getByText(/2 columns hidden beside the log/)).toBeTruthy();
    open(null);
    expect(headers()).toEqual(['Selection', 'Time', 'Level', 'Category', 'Service', 'Message']);
    expect(screen.queryByText(/columns hidden/)).toBeNull();
    expect(addressShown()).toBe('/explorer');
  });

  test('a remembered width counts, and the message shrinks where even it alone has too little', async () => {
    localStorage.setItem('logsieve.column-widths', '{"level":200,"message":900}');
    await show('log-2');
    expect(headers()).toEqual(['Selection', 'Time', 'Message']);
    expect(widths()).toBe('116px minmax(160px, 1fr)');
  });

  test('the focus does not go with its column, and comes back to it', async () => {
    const { open } = await show();
    cells(0)[0]?.focus();
    for (let column = 0; column < 3; column++) press('ArrowRight');
    expect(document.activeElement?.textContent).toBe('service-0');
    open('log-0');
    expect(document.activeElement?.textContent).toBe('message 0');
    open(null);
    expect(document.activeElement?.textContent).toBe('service-0');
  });
});

describe('the keys of the results', () => {
  test('lead from cell to cell, and stop at the ends', async () => {
    await show();
    cells(0)[0]?.focus();
    press('ArrowDown');
    press('ArrowRight');
    expect(document.activeElement).toBe(cells(1)[1]);
    press('End', { ctrlKey: true });
    expect(document.activeElement).toBe(cells(4)[1]);
    press('ArrowDown');
    press('End');
    expect(document.activeElement).toBe(cells(4)[4]);
    press('Home', { ctrlKey: true });
    press('Home');
    expect(document.activeElement).toBe(cells(0)[0]);
    expect(document.querySelectorAll('[data-column][tabindex="0"]')).toHaveLength(1);
  });

  test('open a log, close the open one, and take the open one along', async () => {
    const closed = await show();
    cells(0)[0]?.focus();
    press('j');
    press('Enter');
    expect(closed.onOpen.mock.calls).toEqual([['log-1']]);
    cleanup();
    const { onOpen } = await show('log-2');
    press('j');
    expect(onOpen.mock.calls).toEqual([['log-3']]);
    cells(2)[0]?.focus();
    press('k');
    press('Escape');
    expect(onOpen.mock.calls.slice(1)).toEqual([['log-2'], [null]]);
  });

  test('filter for a cell and filter it out', async () => {
    const { onFilter } = await show();
    cells(0)[0]?.focus();
    for (let column = 0; column < 3; column++) press('ArrowRight');
    press('f');
    press('F', { shiftKey: true });
    expect(onFilter.mock.calls).toEqual([
      ['service', 'service-0', false],
      ['service', 'service-0', true],
    ]);
  });

  test('select one log, and all up to another', async () => {
    await show();
    cells(0)[0]?.focus();
    press('j');
    press('x');
    expect(screen.getByText('1 selected')).toBeTruthy();
    press('j');
    press('j');
    press('X', { shiftKey: true });
    expect(screen.getByText('3 selected')).toBeTruthy();
    expect(screen.getAllByRole('row', { selected: true })).toHaveLength(3);
  });

  test('find text in the rows from the row where one is on, and step from match to match', async () => {
    await show();
    cells(1)[0]?.focus();
    press('j');
    press('f', { ctrlKey: true });
    const find = (): HTMLElement => screen.getByRole('textbox', { name: 'Find in the loaded rows' });
    const said = (text: string): Promise<void> =>
      waitFor(() => expect(find().parentElement?.querySelector('[role=status]')?.textContent).toBe(text));
    fireEvent.change(find(), { target: { value: 'node' } });
    await said('No match in the 5 loaded logs');
    fireEvent.change(find(), { target: { value: 'message' } });
    await said('2 of 5 in the 5 loaded logs');
    press('Enter');
    await said('3 of 5 in the 5 loaded logs');
    press('Enter', { shiftKey: true });
    await said('2 of 5 in the 5 loaded logs');
    fireEvent.change(find(), { target: { value: 'message 4' } });
    await said('1 of 1 in the 5 loaded logs');
    cells(2)[0]?.focus();
    press('f', { ctrlKey: true });
    expect(document.activeElement).toBe(find());
    press('Escape');
    expect(screen.queryByRole('textbox', { name: 'Find in the loaded rows' })).toBeNull();
    expect(document.activeElement?.closest('[data-index]')?.getAttribute('data-index')).toBe('4');
  });

  test('light the match where one is in another way than the others', async () => {
    await show();
    press('f', { ctrlKey: true });
    fireEvent.change(document.activeElement ?? document.body, { target: { value: 'message' } });
    await screen.findByText('1 of 5');
    const looks = (): string[] => Array.from(document.querySelectorAll('mark'), ({ className }) => className);
    const [here = '', other = ''] = looks();
    expect(other).not.toBe(here);
    expect(looks()).toEqual([here, other, other, other, other]);
    cells(0)[0]?.focus();
    press('n');
    expect(looks()).toEqual([other, here, other, other, other]);
  });

  test('go on from match to match also beside the find bar', async () => {
    await show();
    press('f', { ctrlKey: true });
    fireEvent.change(document.activeElement ?? document.body, { target: { value: 'message' } });
    await screen.findByText('1 of 5');
    cells(0)[0]?.focus();
    press('n');
    expect(screen.getByText('2 of 5')).toBeTruthy();
    press('N', { shiftKey: true });
    press('N', { shiftKey: true });
    expect(screen.getByText('5 of 5')).toBeTruthy();
  });

  test('make the rows roomy', async () => {
    await show();
    const height = (): string | undefined => cells(0)[0]?.closest<HTMLElement>('[role=row]')?.style.height;
    expect(height()).toBe('22px');
    press('.');
    expect(height()).toBe('30px');
  });
});
