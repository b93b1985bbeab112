import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decodeAssignment, decodeCandidate, encodeAssignment, encodeCandidate } from './membership-codec.ts';
import { createWireReader } from './wire-reader.ts';
import { createWireWriter } from './wire-writer.ts';

describe('the wire', () => {
  it('gives back what was written, in fixed and in compact form', () => {
    const texts = fc.array(fc.option(fc.string({ unit: 'grapheme' })));
    fc.assert(
      fc.property(texts, fc.maxSafeInteger(), fc.integer(), (names, long, int) => {
        const writer = createWireWriter();
        writer.array(names, (name) => writer.string(name));
        writer.compactArray(names, (name) => writer.compactString(name));
        writer.noTags();
        writer.int64(long);
        writer.int32(int);
        const reader = createWireReader(writer.finish().buffer);
        expect(reader.array(reader.string)).toEqual(names);
        expect(reader.compactArray(reader.compactString)).toEqual(names);
        reader.tags();
        expect([reader.int64(), reader.int32()]).toEqual([long, int]);
      }),
    );
  });

  it('passes over tags that it does not know', () => {
    const reader = createWireReader(Buffer.from([2, 7, 3, 1, 2, 3, 9, 0, 42]));
    reader.tags();
    expect(reader.int8()).toBe(42);
  });
});

describe('what members of a group tell each other', () => {
  it('comes back as it was told', () => {
    const owned = [
      { topic: 'logs', partition: 2 },
      { topic: 'alerts', partition: 0 },
    ];
    const told = { topics: ['logs', 'alerts'], since: 1_700_000_000_000, owned };
    expect(decodeCandidate('me', encodeCandidate(told))).toEqual({ memberId: 'me', ...told });
    expect(decodeAssignment(encodeAssignment(owned))).toEqual(owned);
    expect(decodeAssignment(null)).toEqual([]);
  });
});
