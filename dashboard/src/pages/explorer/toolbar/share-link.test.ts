import { expect, test } from '@jest/globals';
import { shareLink } from './share-link.ts';

const HERE = new URL('http://logs.example/explorer?q=level%3Aerror&by=service');
const RANGE = { from: 'now-1h', to: 'now' };

test('a link shows the same screen in the same zone, and its time stays relative', () => {
  expect(shareLink(HERE, RANGE, 'Europe/Berlin', null)).toBe(
    'http://logs.example/explorer?q=level%3Aerror&by=service&from=now-1h&to=now&tz=Europe%2FBerlin',
  );
});

test('a frozen link shows the moments of when it was made', () => {
  const { searchParams } = new URL(shareLink(HERE, RANGE, 'UTC', Date.parse('2026-11-26T14:00:00.000Z')));
  expect(searchParams.get('from')).toBe('2026-11-26T13:00:00.000Z');
  expect(searchParams.get('to')).toBe('2026-11-26T14:00:00.000Z');
});
