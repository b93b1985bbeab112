import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { LogRecord } from '../../../../core/record.ts';
import {
  addGap,
  addLogs,
  clearBuffer,
  countCame,
  EMPTY_BUFFER,
  fillGap,
  goOn,
  holdView,
  type TailBuffer,
  visibleEntries,
} from './tail-buffer.ts';

const NOTHING_HIDDEN = new Set<never>();
const log = (id: string, level = 'info'): LogRecord => ({ id, level, message: id, timestamp: `at ${id}` }) as LogRecord;
const logs = (text: string): LogRecord[] => text.split(' ').map((id) => log(id));
const ids = ({ entries }: Pick<TailBuffer, 'entries'>): string[] => entries.map(({ id }) => id);
const came = (buffer: TailBuffer): number => countCame(buffer.came, NOTHING_HIDDEN);

describe('the buffer of the live tail', () => {
  test('keeps the newest and says how many went', () => {
    const buffer = addLogs(EMPTY_BUFFER, logs('a b c d'), 3);
    expect([ids(buffer), buffer.dropped, came(buffer)]).toEqual([['b', 'c', 'd'], 1, 4]);
  });

  test('counts what a gap stood for when that goes too', () => {
    const gapped = addGap(EMPTY_BUFFER, { skipped: 40, from: 'f', to: 't' });
    expect(addLogs(gapped, logs('a b c d'), 3).dropped).toBe(41);
  });

  test('repeats nothing that comes again after the connection was lost', () => {
    const before = addLogs(EMPTY_BUFFER, logs('a b'));
    expect(ids(addLogs(before, logs('b c')))).toEqual(['a', 'b', 'c']);
    expect(ids(addLogs(before, logs('c b c d')))).toEqual(['a', 'b', 'c', 'd']);
    const held = addLogs(holdView(before), logs('b c'));
    expect(ids(goOn(addLogs(held, logs('c d'))))).toEqual(['a', 'b', 'c', 'd']);
  });

  test('brings the logs of one moment into the order of their times, and moves nothing else', () => {
    const batch = fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 12 });
    fc.assert(
      fc.property(fc.array(batch, { maxLength: 4 }), fc.boolean(), (batches, isHeld) => {
        let buffer = isHeld ? holdView(EMPTY_BUFFER) : EMPTY_BUFFER;
        const wanted: string[] = [];
        for (const [at, seconds] of batches.entries()) {
          const came = seconds.map((second, place) => ({ ...log(`${at} ${place}`), timestamp: `at ${second}` }));
          for (let second = 0; second <= 5; second++) {
            wanted.push(...came.filter(({ timestamp }) => timestamp === `at ${second}`).map(({ id }) => id));
          }
          buffer = addLogs(buffer, came);
        }
        expect(ids(goOn(buffer))).toEqual(wanted);
      }),
    );
  });

  test('holds of a message only what a row shows', () => {
    const message = `${'x'.repeat(1_500)}\nsecond\nthird`;
    const [entry] = addLogs(EMPTY_BUFFER, [{ ...log('a'), message }]).entries;
    expect(entry).toMatchObject({ kind: 'line', text: 'x'.repeat(1_000), moreLines: 2 });
    expect(entry).not.toHaveProperty('message');
  });
});

describe('a held view', () => {
  const shown = addLogs(EMPTY_BUFFER, logs('a b'));

  test('stays as it is until it goes on', () => {
    const held = addLogs(holdView(shown), logs('c d'));
    expect([ids(held), came(held) - countCame(held.held ?? held.came, NOTHING_HIDDEN)]).toEqual([['a', 'b'], 2]);
    expect(ids(goOn(held))).toEqual(['a', 'b', 'c', 'd']);
    expect(goOn(held).held).toBeNull();
  });

  test('makes one gap of the oldest that wait, however often there are too many', () => {
    const first = addLogs(holdView(shown), logs('c d e'), 3);
    const held = addLogs(addLogs(first, logs('f'), 3), logs('g h'), 3);
    const [, , gap, ...rest] = goOn(held).entries;
    expect(gap).toMatchObject({ kind: 'gap', skipped: 4, from: 'at c', to: 'at f' });
    expect(rest.map(({ id }) => id)).toEqual(['g', 'h']);
    expect(came(held)).toBe(8);
  });

  test('that is cleared stays held', () => {
    const cleared = addLogs(clearBuffer(addLogs(holdView(shown), logs('c'))), logs('d'));
    expect([ids(cleared), came(cleared)]).toEqual([[], 1]);
    expect(ids(goOn(cleared))).toEqual(['d']);
  });
});

describe('a gap', () => {
  const gapped = addGap(addLogs(EMPTY_BUFFER, logs('a')), { skipped: 2, from: 'f', to: 't' });
  const buffer = addLogs(gapped, logs('d'));
  const gapId = buffer.entries[1]?.id ?? '';
  const filled = (text: string, isCut = false): TailBuffer => fillGap(buffer, gapId, { logs: logs(text), isCut });

  test('gives way to its logs, and what is known is not repeated', () => {
    expect(ids(filled('a b c d'))).toEqual(['a', 'b', 'c', 'd']);
    const held = addLogs(holdView(buffer), logs('e'));
    expect(ids(goOn(fillGap(held, gapId, { logs: logs('b c e'), isCut: false })))).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  test('stays for what was not found', () => {
    expect(filled('b').entries[2]).toMatchObject({ kind: 'gap', id: gapId, skipped: 1, from: 'f', to: 't' });
    expect(filled('a b', true).entries[2]).toMatchObject({ kind: 'gap', skipped: 1, from: 'at b', to: 't' });
  });

  test('that is there no more is not filled', () => {
    expect(fillGap(buffer, 'another', { logs: logs('b'), isCut: false })).toBe(buffer);
  });
});

test('lines of hidden levels are neither shown nor counted as new, gaps are', () => {
  const held = addGap(addLogs(EMPTY_BUFFER, [log('a', 'debug'), log('b', 'error')]), { skipped: 1, from: '', to: '' });
  const hidden = new Set(['debug'] as const);
  expect(ids({ entries: visibleEntries(held, hidden) })).toEqual(['b', 'gap-0']);
  expect(visibleEntries(held, NOTHING_HIDDEN)).toBe(held.entries);
  expect(countCame(held.came, hidden)).toBe(1);
});
