/** @jest-environment jsdom */
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { type FakeSockets, fakeSockets } from '../../../test/stand-ins/fake-sockets.ts';
import {
  connectSockets,
  doubtSockets,
  type LiveSocket,
  type LiveStatus,
  openLiveSocket,
  watchSockets,
} from './live-socket.ts';

const POLICY_VIOLATION = 1008;

let sockets: FakeSockets;
let statuses: LiveStatus[];
let socket: LiveSocket;
beforeEach(() => {
  jest.useFakeTimers();
  sockets = fakeSockets();
  statuses = [];
  socket = openLiveSocket({ path: () => '/ws/logs', onMessage() {}, onStatus: (status) => statuses.push(status) });
});
afterEach(() => {
  socket.close();
  sockets.restore();
  jest.useRealTimers();
});

/** Breaks it, and each attempt after it. */
function breakOften(times: number): void {
  for (let time = 0; time < times; time++) {
    sockets.newest().break();
    jest.advanceTimersByTime(15_000);
  }
}

test('it comes back by itself, later each time', () => {
  sockets.newest().open();
  sockets.newest().break();
  jest.advanceTimersByTime(500);
  expect(sockets.dialled).toHaveLength(2);
  sockets.newest().break();
  jest.advanceTimersByTime(500);
  expect(sockets.dialled).toHaveLength(2);
  jest.advanceTimersByTime(500);
  sockets.newest().open();
  expect(statuses).toEqual(['connecting', 'live', 'reconnecting', 'reconnecting', 'live']);
});

describe('when something says that the server is there', () => {
  test('a broken one does not wait for its turn, and starts with short pauses again', () => {
    breakOften(6);
    const before = sockets.dialled.length;
    sockets.newest().break();
    connectSockets();
    expect(sockets.dialled).toHaveLength(before + 1);
    sockets.newest().break();
    jest.advanceTimersByTime(500);
    expect(sockets.dialled).toHaveLength(before + 2);
  });

  test.each([
    ['first', 0],
    ['later', 1],
  ])('a %s attempt that is stuck is given up for a new one, and nothing more is heard of it', (_, breaks) => {
    breakOften(breaks);
    const stuck = sockets.newest();
    connectSockets();
    expect(sockets.dialled).toHaveLength(breaks + 2);
    stuck.break();
    jest.advanceTimersByTime(15_000);
    expect(sockets.dialled).toHaveLength(breaks + 2);
  });

  test('one that is in doubt is made anew too, and nothing more is heard of it', () => {
    const old = sockets.newest();
    old.open();
    doubtSockets();
    expect(sockets.dialled).toHaveLength(1);
    connectSockets();
    expect(sockets.dialled).toHaveLength(2);
    old.break();
    sockets.newest().open();
    expect(statuses).toEqual(['connecting', 'live', 'reconnecting', 'live']);
    connectSockets();
    expect(sockets.dialled).toHaveLength(2);
  });

  test.each<[what: string, prepare: () => void]>([
    ['open', () => sockets.newest().open()],
    [
      'open again since it was in doubt',
      () => {
        doubtSockets();
        sockets.newest().break();
        jest.advanceTimersByTime(500);
        sockets.newest().open();
      },
    ],
    ['refused', () => sockets.newest().break(POLICY_VIOLATION)],
    [
      'refused after a break',
      () => {
        breakOften(1);
        sockets.newest().break(POLICY_VIOLATION);
      },
    ],
    [
      'closed',
      () => {
        sockets.newest().break();
        socket.close();
      },
    ],
  ])('one that is %s stays as it is', (_, prepare) => {
    prepare();
    const before = sockets.dialled.length;
    connectSockets();
    jest.advanceTimersByTime(60_000);
    expect(sockets.dialled).toHaveLength(before);
  });
});

test('whoever watches is told of each break, and when it is over', () => {
  const told: string[] = [];
  const stop = watchSockets(() => told.push(statuses.at(-1) ?? ''));
  sockets.newest().open();
  expect(told).toEqual([]);
  breakOften(2);
  sockets.newest().open();
  expect(told).toEqual(['reconnecting', 'reconnecting', 'live']);
  stop();
  sockets.newest().break();
  expect(told).toHaveLength(3);
});
