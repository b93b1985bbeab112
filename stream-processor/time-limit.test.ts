import { describe, expect, it } from '@jest/globals';
import { createTimeLimit } from './time-limit.ts';

const SHORT_MS = 20;
const LONG_MS = 60_000;

const never = (): never => {
  throw new Error('it was cut off');
};
const loopForever = (): never => {
  for (let turn = 0; ; turn++) JSON.stringify({ turn });
};

describe('work under a time limit', () => {
  it.each([0, '', null, undefined, false])('gives what it returns, also %p', (value) => {
    expect(createTimeLimit(LONG_MS)(() => value, never)).toBe(value);
  });

  it.each([new Error('mine'), undefined, 'text'])('throws what it throws, as it is: %p', (thrown) => {
    const limit = createTimeLimit(LONG_MS);
    let caught: unknown = 'nothing';
    try {
      limit(() => {
        throw thrown;
      }, never);
    } catch (error) {
      caught = error;
    }
    expect(caught).toBe(thrown);
  });

  it('is cut off in the middle when it does not end, and gives what stands for it', () => {
    const done: string[] = [];
    const work = (): string => {
      done.push('begun');
      return loopForever();
    };
    expect(createTimeLimit(SHORT_MS)(work, () => 'instead')).toBe('instead');
    expect(done).toEqual(['begun']);
  });

  it('cannot hold itself up: neither catch nor finally runs any more', () => {
    const done: string[] = [];
    const work = (): string => {
      try {
        return loopForever();
      } catch {
        done.push('caught');
        return loopForever();
      } finally {
        done.push('finally');
      }
    };
    expect(createTimeLimit(SHORT_MS)(work, () => 'instead')).toBe('instead');
    expect(done).toEqual([]);
  });

  it('is cut off inside a regular expression that goes back again and again', () => {
    const work = (): string => String(/^(?:a+)+$/.test(`${'a'.repeat(50)}!`));
    expect(createTimeLimit(SHORT_MS)(work, () => 'instead')).toBe('instead');
  });

  it('throws what is thrown in its place', () => {
    const refuse = (): never => {
      throw new RangeError('too long');
    };
    expect(() => createTimeLimit(SHORT_MS)(loopForever, refuse)).toThrow(RangeError);
  });

  it('leaves the next work its whole time, and nothing of the one before', () => {
    const limit = createTimeLimit(SHORT_MS);
    expect(limit(loopForever, () => 'instead')).toBe('instead');
    expect(limit(() => 'second', never)).toBe('second');
    expect(limit(loopForever, () => 'again')).toBe('again');
  });

  it('may have work within it that has a limit of its own', () => {
    const outer = createTimeLimit(LONG_MS);
    const inner = createTimeLimit(SHORT_MS);
    expect(
      outer(
        () => inner(loopForever, () => 'inner'),
        () => 'outer',
      ),
    ).toBe('inner');
  });
});
