import { PassThrough } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { createFakeClock } from '../../test/stand-ins/fake-clock.ts';
import { inBatches } from './in-batches.ts';
import { readLines } from './read-lines.ts';

function readPipe() {
  const clock = createFakeClock();
  const pipe = new PassThrough();
  const batches: string[][] = [];
  const reading = (async () => {
    for await (const batch of inBatches(readLines([], { input: pipe }), clock))
      batches.push(batch.map(({ bytes }) => `${bytes}`));
  })();
  return { clock, pipe, batches, reading };
}

describe('lines from a live pipe', () => {
  it('are given on a second after the first of them, and the rest at its end', async () => {
    const { clock, pipe, batches, reading } = readPipe();
    pipe.write('a\nb\n');
    await clock.advance(500);
    pipe.write('c\n');
    await clock.advance(499);
    expect(batches).toEqual([]);
    await clock.advance(1);
    expect(batches).toEqual([['a', 'b', 'c']]);
    pipe.write('d\n\n');
    await clock.advance(100);
    pipe.end('e');
    await reading;
    expect(batches).toEqual([
      ['a', 'b', 'c'],
      ['d', 'e'],
    ]);
    expect(clock.sleeping()).toBe(0);
  });

  it('wake nobody up while there are none', async () => {
    const { clock, pipe, batches, reading } = readPipe();
    pipe.write('\n');
    await clock.advance(60_000);
    expect([clock.sleeping(), batches]).toEqual([0, []]);
    pipe.end();
    await reading;
  });

  it('that broke off end in its failure', async () => {
    const { clock, pipe, batches, reading } = readPipe();
    pipe.write('a\nb\n');
    await clock.advance(1_000);
    pipe.destroy(new Error('broken pipe'));
    await expect(reading).rejects.toThrow('broken pipe');
    expect(batches).toEqual([['a', 'b']]);
  });
});
