import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { assignPartitions, type Candidate } from './assign-partitions.ts';

const member = (memberId: string, since: number, owned: Candidate['owned'] = []): Candidate => ({
  memberId,
  since,
  owned,
  topics: ['t'],
});
const partitionsOf = (shares: Map<string, { partition: number }[]>): Record<string, number[]> =>
  Object.fromEntries([...shares].map(([id, parts]) => [id, parts.map(({ partition }) => partition)]));

describe('partitions of a group', () => {
  it('go to the newest member when there is but one', () => {
    const older = member('older', 1, [{ topic: 't', partition: 0 }]);
    const shares = assignPartitions([older, member('newer', 2)], new Map([['t', 1]]));
    expect(partitionsOf(shares)).toEqual({ older: [], newer: [0] });
  });

  it('stay where they are as far as that is even', () => {
    const older = member(
      'older',
      1,
      [0, 1, 2].map((partition) => ({ topic: 't', partition })),
    );
    const shares = assignPartitions([older, member('newer', 2)], new Map([['t', 3]]));
    expect(partitionsOf(shares)).toEqual({ older: [0], newer: [1, 2] });
  });

  it('go only to members that read the topic', () => {
    const other = { ...member('other', 5), topics: ['u'] };
    const topics = new Map([
      ['t', 2],
      ['u', 1],
    ]);
    expect(assignPartitions([other, member('one', 1)], topics)).toEqual(
      new Map([
        ['other', [{ topic: 'u', partition: 0 }]],
        [
          'one',
          [
            { topic: 't', partition: 0 },
            { topic: 't', partition: 1 },
          ],
        ],
      ]),
    );
  });

  it('have one owner each, in even shares', () => {
    const candidates = fc.uniqueArray(
      fc.record({
        memberId: fc.uuid(),
        since: fc.nat(5),
        topics: fc.constant(['t']),
        owned: fc.array(fc.record({ topic: fc.constant('t'), partition: fc.nat(12) })),
      }),
      { selector: ({ memberId }) => memberId, minLength: 1, maxLength: 8 },
    );
    fc.assert(
      fc.property(candidates, fc.nat(12), (members, partitions) => {
        const shares = [...assignPartitions(members, new Map([['t', partitions]])).values()];
        const all = shares.flat().map(({ partition }) => partition);
        expect(all.sort((left, right) => left - right)).toEqual(Array.from({ length: partitions }, (_, at) => at));
        const sizes = shares.map(({ length }) => length);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }),
    );
  });
});
