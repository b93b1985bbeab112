import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { OutgoingMessage } from '../../../core/log-bus.ts';
import { decodeBatch, encodeBatches } from './batch-codec.ts';

const NOW = 1_700_000_000_000;

function roundTrip(messages: readonly OutgoingMessage[]) {
  let baseOffset = 10;
  return encodeBatches(messages, NOW).flatMap((batch) => {
    const decoded = decodeBatch({ ...batch, baseOffset });
    baseOffset += batch.count;
    return decoded;
  });
}

const message = fc.record(
  {
    topic: fc.constant('t'),
    key: fc.option(fc.string({ unit: 'binary' })),
    value: fc.oneof(fc.uint8Array({ maxLength: 2_000 }), fc.string({ unit: 'grapheme' })),
    headers: fc.dictionary(fc.string(), fc.string({ unit: 'binary' })),
    timestamp: fc.integer({ min: 0, max: 4_000_000_000_000 }),
  },
  { requiredKeys: ['topic', 'key', 'value'] },
);

describe('a stored batch', () => {
  it('gives every message back as it was', () => {
    fc.assert(
      fc.property(fc.array(message, { minLength: 1, maxLength: 60 }), (messages) => {
        const decoded = roundTrip(messages);
        expect(decoded.length).toBe(messages.length);
        for (const [index, { key, value, headers = {}, timestamp = NOW }] of messages.entries()) {
          const found = decoded[index];
          expect(found?.value.equals(typeof value === 'string' ? Buffer.from(value) : value)).toBe(true);
          expect(found).toMatchObject({ offset: 10 + index, key, timestamp });
          expect(Object.entries(found?.headers ?? {}).sort()).toEqual(Object.entries(headers).sort());
        }
      }),
      { numRuns: 200 },
    );
  });

  it('says which timestamp is the newest', () => {
    const at = (timestamp: number) => ({ topic: 't', key: null, value: 'v', timestamp });
    expect(encodeBatches([at(5), at(9), at(7)], NOW)[0]?.maxTimestamp).toBe(9);
    expect(encodeBatches([{ topic: 't', key: null, value: 'v' }], NOW)[0]?.maxTimestamp).toBe(NOW);
  });

  it('is cut where it would become too large to hold', () => {
    const many = Array.from({ length: 10_000 }, (_, index) => ({ topic: 't', key: 'k', value: `${index}` }));
    const large = Array.from({ length: 5 }, (_, index) => ({
      topic: 't',
      key: 'k',
      value: `${index}`.repeat(1_500_000),
    }));
    expect(encodeBatches(many, NOW).map(({ count }) => count)).toEqual([4_096, 4_096, 1_808]);
    expect(encodeBatches(large, NOW).map(({ count }) => count)).toEqual([1, 1, 1, 1, 1]);
    expect(roundTrip(many).map(({ value }) => value.toString())).toEqual(many.map(({ value }) => value));
    expect(roundTrip(large).map(({ value }) => value.length)).toEqual(large.map(({ value }) => value.length));
  });

  it('is smaller than its content when that repeats itself', () => {
    const messages = Array.from({ length: 500 }, (_, index) => ({
      topic: 't',
      key: 'payments',
      value: JSON.stringify({ level: 'info', service: 'payments', message: `order ${index} was paid` }),
    }));
    const bytes = messages.reduce((sum, { value }) => sum + value.length, 0);
    expect(encodeBatches(messages, NOW)[0]?.payload.length).toBeLessThan(bytes / 3);
  });

  it('does not pass damage on', () => {
    fc.assert(
      fc.property(
        fc.array(message, { minLength: 1, maxLength: 20 }),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (messages, place, change) => {
          const [batch] = encodeBatches(messages, NOW);
          if (!batch) throw new Error('no batch');
          const payload = Uint8Array.from(batch.payload);
          const at = place % payload.length;
          payload[at] = (payload[at] ?? 0) ^ change;
          expect(() => decodeBatch({ ...batch, payload, baseOffset: 0 })).toThrow(
            expect.objectContaining({ code: 'data_corrupt' }),
          );
        },
      ),
    );
  });
});
