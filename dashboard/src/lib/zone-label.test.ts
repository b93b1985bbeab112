import { expect, test } from '@jest/globals';
import { zoneLabel } from './zone-label.ts';

test.each([
  ['UTC', '2026-11-26', 'UTC'],
  ['Europe/Berlin', '2026-11-26', 'GMT+1 · Berlin'],
  ['Europe/Berlin', '2026-07-26', 'GMT+2 · Berlin'],
  ['Europe/London', '2026-11-26', 'GMT · London'],
  ['America/New_York', '2026-11-26', 'GMT-5 · New York'],
  ['Asia/Kolkata', '2026-11-26', 'GMT+5:30 · Kolkata'],
  ['America/Argentina/Buenos_Aires', '2026-11-26', 'GMT-3 · Buenos Aires'],
])('%s at %s is %s', (zone, day, label) => expect(zoneLabel(zone, Date.parse(day))).toBe(label));
