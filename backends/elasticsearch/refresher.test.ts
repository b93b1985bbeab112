import { expect, it } from '@jest/globals';
import { createFakeClock } from '../../test/stand-ins/fake-clock.ts';
import { createRefresher } from './refresher.ts';

/** Answers when it is told to, after so much time. */
function setUp() {
  const clock = createFakeClock();
  const asked: string[][] = [];
  const answers: ((error?: Error) => void)[] = [];
  const refresher = createRefresher({
    clock,
    ask(indices) {
      asked.push(indices);
      return new Promise<void>((resolve, reject) => answers.push((error) => (error ? reject(error) : resolve())));
    },
  });
  return { clock, asked, answers, refresher };
}
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

it('asks once for all who come before it begins, with the indices of all', async () => {
  const { asked, answers, refresher } = setUp();
  const both = Promise.all([refresher.refresh(['a', 'b']), refresher.refresh(['b', 'c'])]);
  await turn();
  expect(asked).toEqual([['a', 'b', 'c']]);
  answers[0]?.();
  await both;
});

it('asks again for who comes while it is asking, after a rest that is as long', async () => {
  const { clock, asked, answers, refresher } = setUp();
  const first = refresher.refresh(['a']);
  await clock.advance(50);
  const second = refresher.refresh(['a']);
  answers[0]?.();
  await first;
  await clock.advance(49);
  expect(asked).toHaveLength(1);
  await clock.advance(1);
  expect(asked).toHaveLength(2);
  answers[1]?.();
  await second;
});

it('tells those of one question that it failed, and goes on', async () => {
  const { asked, answers, refresher } = setUp();
  const failed = refresher.refresh(['a']);
  await turn();
  answers[0]?.(new Error('away'));
  await expect(failed).rejects.toThrow('away');
  const next = refresher.refresh(['a']);
  await turn();
  expect(asked).toHaveLength(2);
  answers[1]?.();
  await next;
});
