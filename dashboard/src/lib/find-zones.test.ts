import { expect, test } from '@jest/globals';
import { findZones, withRecent } from './find-zones.ts';
import { isZone } from './format-time.ts';

const all = (text: string): string[] => Object.values(findZones(text, [])).flat();

test('the own zone and UTC come first, then what was chosen lately, then all others, none twice', () => {
  const { near, world } = findZones('', ['Europe/Berlin']);
  expect(near).toEqual(['local', 'UTC', 'Europe/Berlin']);
  expect(world.length).toBeGreaterThan(300);
  expect(world).not.toContain('Europe/Berlin');
  expect(world).not.toContain('UTC');
  expect(world).toEqual(world.toSorted());
  expect(world.every(isZone)).toBe(true);
});

test.each([
  ['new york', 'America/New_York'],
  ['York new', 'America/New_York'],
  ['europe/ber', 'Europe/Berlin'],
  ['kolkata', 'Asia/Kolkata'],
  ['+5:30', 'Asia/Kolkata'],
  ['gmt+5:30', 'Asia/Kolkata'],
  ['utc', 'UTC'],
  ['local', 'local'],
])('%s finds %s', (text, zone) => expect(all(text)).toContain(zone));

test('what no zone is called finds none', () => expect(all('mars')).toEqual([]));

test('the last four that were chosen are known, the newest first', () => {
  const chosen = [
    'Asia/Tokyo',
    'UTC',
    'Europe/Paris',
    'local',
    'Asia/Seoul',
    'Asia/Tokyo',
    'Europe/Rome',
    'Europe/Oslo',
  ];
  expect(chosen.reduce<string[]>(withRecent, [])).toEqual(['Europe/Oslo', 'Europe/Rome', 'Asia/Tokyo', 'Asia/Seoul']);
});
