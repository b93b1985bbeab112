/** @jest-environment jsdom */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { act, cleanup, renderHook } from '@testing-library/react';
import { useLocation, useNavigate } from 'react-router';
import { pageAt } from '../../../test/stand-ins/show-page.tsx';
import { changeParameters, useLinkTo, useScreenState, useZone } from './screen-state.ts';

beforeEach(() => localStorage.clear());
afterEach(cleanup);

/** What a hook of a page at that address gives. */
function at<T>(address: string, hook: () => T) {
  return renderHook(() => ({ value: hook(), location: useLocation(), navigate: useNavigate() }), {
    wrapper: pageAt({ address }),
  });
}

test('a change of parameters sets, replaces and takes out, and leaves the others', () => {
  const changed = changeParameters(new URLSearchParams('q=a&by=level&id=1'), { q: 'b', id: undefined, cols: 'x,y' });
  expect(Object.fromEntries(changed)).toEqual({ q: 'b', by: 'level', cols: 'x,y' });
});

describe('the state of a page', () => {
  test('stands in its address, with the last hour where that says nothing', () => {
    expect(at('/explorer', useScreenState).result.current.value[0]).toEqual({ q: '', from: 'now-1h', to: 'now' });
    const [state] = at('/explorer?q=level%3Aerror&from=now-6h&to=now-1h', useScreenState).result.current.value;
    expect(state).toEqual({ q: 'level:error', from: 'now-6h', to: 'now-1h' });
  });

  test('is a new step of the history when it changes, unless it replaces the last', async () => {
    const { result } = at('/explorer?q=a', useScreenState);
    act(() => result.current.value[1]({ q: 'b' }));
    act(() => result.current.value[1]({ q: 'c' }, { replace: true }));
    expect(result.current.location.search).toBe('?q=c');
    await act(async () => result.current.navigate(-1));
    expect(result.current.value[0].q).toBe('a');
  });

  test('keeps all that is changed in one go, by whichever part of the page', async () => {
    const both = () => ({ zone: useZone(), here: useScreenState(), there: useScreenState() });
    const { result } = at('/live?q=a', both);
    const { zone, here, there } = result.current.value;
    act(() => {
      here[1]({ q: 'b' });
      here[1]({ hide: 'debug' });
      there[1]({ id: '1' }, { replace: true });
      zone[1]('UTC');
    });
    expect(result.current.location.search).toBe('?q=b&hide=debug&id=1&tz=UTC');
    await act(async () => result.current.navigate('/live?q=c'));
    act(() => result.current.value.here[1]({ id: '2' }));
    expect(result.current.location.search).toBe('?q=c&id=2');
  });
});

test('a link to another page keeps the time and the zone, and the query only when it is given', () => {
  const linkTo = at('/explorer?q=a&from=now-6h&tz=UTC&id=1', useLinkTo).result.current.value;
  expect(linkTo('/')).toBe('/?from=now-6h&tz=UTC');
  expect(linkTo('/explorer', { q: 'level:error' })).toBe('/explorer?from=now-6h&tz=UTC&q=level%3Aerror');
  expect(at('/', useLinkTo).result.current.value('/alerts')).toBe('/alerts');
});

describe('the zone', () => {
  test('of the address goes before the one that is remembered', () => {
    localStorage.setItem('logsieve.zone', 'Asia/Tokyo');
    expect(at('/?tz=UTC', useZone).result.current.value[0]).toBe('UTC');
    expect(at('/', useZone).result.current.value[0]).toBe('Asia/Tokyo');
  });

  test('that no browser knows is the local one', () => {
    expect(at('/?tz=Mars%2FBase', useZone).result.current.value[0]).toBe('local');
  });

  test('is remembered, and stands in the address', () => {
    const { result } = at('/?q=a', useZone);
    act(() => result.current.value[1]('Europe/Berlin'));
    expect(result.current.location.search).toBe('?q=a&tz=Europe%2FBerlin');
    expect(localStorage.getItem('logsieve.zone')).toBe('Europe/Berlin');
  });
});
