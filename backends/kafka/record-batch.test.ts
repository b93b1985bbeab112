import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { OutgoingMessage } from '../../core/log-bus.ts';
import { decodeBatch, splitBatches } from './batch-reader.ts';
import { encodeBatch } from './batch-writer.ts';
import type { Compression } from './compression.ts';
import { crc32c } from './crc32c.ts';
import { BATCH } from './record-batch.ts';

const NOW = 1_700_000_000_000;
const producer = { producerId: '4000', producerEpoch: 3, sequence: 17, isTransactional: true };

const message: fc.Arbitrary<OutgoingMessage> = fc.record(
  {
    topic: fc.constant('t'),
    key: fc.option(fc.string({ unit: 'binary' })),
    value: fc.option(fc.oneof(fc.string({ unit: 'binary' }), fc.uint8Array())),
    headers: fc.dictionary(fc.string(), fc.string()),
    timestamp: fc.integer({ min: 0, max: 4_000_000_000_000 }),
  },
  { requiredKeys: ['topic', 'key', 'value'] },
);
const compressions: fc.Arbitrary<Compression> = fc.constantFrom('none', 'gzip', 'zstd');

describe('a batch', () => {
  it('comes back as it was written, however it is compressed', () => {
    fc.assert(
      fc.property(fc.array(message, { minLength: 1, maxLength: 30 }), compressions, (messages, compression) => {
        const [batch] = [...splitBatches(encodeBatch(messages, NOW, producer, compression))];
        if (!batch) throw new Error('no batch');
        const read = decodeBatch(batch).map(({ value, ...rest }) => ({ ...rest, value: value && Buffer.from(value) }));
        const expected = messages.map(({ key, value, headers = {}, timestamp = NOW }, offset) => ({
          offset,
          key: key === null ? null : Buffer.from(key).toString(),
          headers: Object.fromEntries(
            Object.entries(headers).map((entry) => entry.map((text) => Buffer.from(text).toString())),
          ),
          timestamp,
          value: value === null ? null : Buffer.from(value as string),
        }));
        expect(read).toEqual(expected);
      }),
    );
  });

  it('says who wrote it and carries its checksum', () => {
    const bytes = encodeBatch([{ topic: 't', key: 'k', value: 'v' }], NOW, producer, 'none');
    expect(bytes.readUInt32BE(BATCH.checksumAt)).toBe(crc32c(bytes, BATCH.attributesAt, bytes.length));
    expect([...splitBatches(bytes)]).toMatchObject([
      { firstOffset: 0, lastOffset: 0, count: 1, firstTimestamp: NOW, producerId: 4000, isTransactional: true },
    ]);
  });

  it('is left out when the broker has cut it off', () => {
    const bytes = encodeBatch([{ topic: 't', key: 'k', value: 'v' }], NOW, producer, 'none');
    const twice = Buffer.concat([bytes, bytes]);
    expect([...splitBatches(twice)]).toHaveLength(2);
    expect([...splitBatches(twice.subarray(0, -1))]).toHaveLength(1);
    expect([...splitBatches(twice.subarray(0, bytes.length + 5))]).toHaveLength(1);
  });
});
