import { describe, expect, it } from '@jest/globals';
import { encodeBatch } from './batch-writer.ts';
import type { FetchedPart } from './fetch-request.ts';
import { createPartitionBuffer } from './partition-buffer.ts';
import { BATCH } from './record-batch.ts';

interface Shape {
  at: number;
  values: (string | null)[];
  producerId?: number;
  /** What a control batch says. */
  mark?: 'commit' | 'abort';
}

function batchOf({ at, values, producerId, mark }: Shape): Buffer {
  const producer = {
    producerId: String(producerId ?? -1),
    producerEpoch: 0,
    sequence: 0,
    isTransactional: producerId !== undefined,
  };
  const key = mark && Buffer.from([0, 0, 0, mark === 'commit' ? 1 : 0]).toString();
  const messages = values.map((value, index) => ({ topic: 't', key: key ?? `k${at + index}`, value }));
  const bytes = encodeBatch(messages, 1, producer, 'none');
  bytes.writeBigInt64BE(BigInt(at), 0);
  if (mark) bytes.writeInt16BE(bytes.readInt16BE(BATCH.attributesAt) | BATCH.isControl, BATCH.attributesAt);
  return bytes;
}

function answerOf(shapes: Shape[], aborted: FetchedPart['aborted'] = []): FetchedPart {
  const records = Buffer.concat(shapes.map(batchOf));
  return { topic: 't', partition: 0, errorCode: 0, stableOffset: 100, aborted, records };
}

function textsOf(buffer: ReturnType<typeof createPartitionBuffer>, maxMessages = 100): [string[], number] {
  const { messages, past } = buffer.read(maxMessages);
  return [messages.map(({ value }) => value.toString()), past];
}

describe('a partition buffer', () => {
  it('gives the messages in order and keeps them until it is told to move on', () => {
    const buffer = createPartitionBuffer(false);
    buffer.append(
      answerOf([
        { at: 0, values: ['a', 'b'] },
        { at: 2, values: ['c'] },
      ]),
      0,
    );
    expect(buffer.available()).toBe(3);
    expect(textsOf(buffer, 2)).toEqual([['a', 'b'], 2]);
    expect(textsOf(buffer, 2)).toEqual([['a', 'b'], 2]);
    buffer.seek(1);
    expect(textsOf(buffer)).toEqual([['b', 'c'], 3]);
    expect([buffer.position(), buffer.fetchOffset()]).toEqual([1, 3]);
  });

  it('begins inside a batch when the offset is there', () => {
    const buffer = createPartitionBuffer(false);
    buffer.seek(1);
    buffer.append(answerOf([{ at: 0, values: ['a', 'b'] }]), 1);
    expect(textsOf(buffer)).toEqual([['b'], 2]);
  });

  it('hides what was taken back, and is past the marks with the last message', () => {
    const buffer = createPartitionBuffer(false);
    const shapes: Shape[] = [
      { at: 0, values: ['kept'], producerId: 1 },
      { at: 1, values: ['taken back'], producerId: 2 },
      { at: 2, values: ['x'], producerId: 1, mark: 'commit' },
      { at: 3, values: ['x'], producerId: 2, mark: 'abort' },
      { at: 4, values: ['next of the same'], producerId: 2 },
      { at: 5, values: ['x'], producerId: 2, mark: 'commit' },
    ];
    buffer.append(answerOf(shapes, [{ producerId: 2, firstOffset: 1 }]), 0);
    expect(textsOf(buffer, 1)).toEqual([['kept'], 4]);
    expect(textsOf(buffer)).toEqual([['kept', 'next of the same'], 6]);
    buffer.seek(6);
    expect([buffer.available(), buffer.position(), buffer.fetchOffset()]).toEqual([0, 6, 6]);
  });

  it('moves on when there are marks alone', () => {
    const buffer = createPartitionBuffer(false);
    buffer.append(answerOf([{ at: 0, values: ['x'], producerId: 1, mark: 'commit' }]), 0);
    expect([buffer.available(), buffer.position()]).toEqual([0, 1]);
  });

  it('delivers no removal of a key on a compacted topic, and an empty value elsewhere', () => {
    for (const compacted of [true, false]) {
      const buffer = createPartitionBuffer(compacted);
      buffer.append(answerOf([{ at: 0, values: ['a', null] }]), 0);
      expect(textsOf(buffer)).toEqual([compacted ? ['a'] : ['a', ''], 2]);
    }
  });

  it('leaves out an answer to an older question', () => {
    const buffer = createPartitionBuffer(false);
    buffer.seek(7);
    buffer.append(answerOf([{ at: 0, values: ['a'] }]), 0);
    expect([buffer.available(), buffer.fetchOffset()]).toEqual([0, 7]);
  });

  it('fetches anew when it is sent back', () => {
    const buffer = createPartitionBuffer(false);
    buffer.append(answerOf([{ at: 0, values: ['a', 'b'] }]), 0);
    buffer.seek(2);
    buffer.seek(0);
    expect([buffer.available(), buffer.fetchOffset()]).toEqual([0, 0]);
  });
});
