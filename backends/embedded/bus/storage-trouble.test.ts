import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Batch } from '../../../core/log-bus.ts';
import { makeTopic, probe, publishTexts } from '../../contract/log-bus-probe.ts';
import { createEmbeddedBus } from '../log-bus.ts';

const open = (maxBytes?: number) => createEmbeddedBus({ dir, now: Date.now, maxBytes });
const noise = (bytes: number) =>
  Array.from({ length: bytes / 10 }, () => Math.random().toString(36).slice(2, 12)).join('');
let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'bus-trouble-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

describe('a full disk', () => {
  it('refuses whole calls, still reads, and takes again when there is room', async () => {
    const full = await open(1_000_000);
    const topic = await makeTopic(full);
    let taken = 0;
    let refusal: unknown;
    while (!refusal) {
      const call = publishTexts(full, topic, [`${taken}:${noise(30_000)}`, `${taken}:${noise(30_000)}`]);
      refusal = await call.then(
        () => {
          taken += 1;
        },
        (error) => error,
      );
    }
    expect(refusal).toMatchObject({ code: 'storage_full', retryable: true });
    const reader = await probe(full, { topics: [topic] });
    await reader.until(() => reader.messages.length === taken * 2);
    await full.close();

    const roomy = await open();
    const { positions } = await publishTexts(roomy, topic, ['after']);
    expect(positions).toEqual([{ partition: 0, offset: taken * 2 }]);
    await roomy.close();
  });

  it('moves no offset when the outputs found no room, and finishes the batch when there is', async () => {
    const roomy = await open();
    const [input, output] = [await makeTopic(roomy), await makeTopic(roomy)];
    await publishTexts(roomy, input, ['a']);
    const large = noise(400_000);
    const move = async ({ messages, commit }: Batch) => {
      if (messages.length > 0) await commit({ publish: [{ topic: output, key: 'k', value: large }] });
    };
    const full = await open(statSync(join(dir, 'bus.db')).size + 200_000);
    const stuck = await probe(full, { topics: [input], group: 'mover', onBatch: move });
    await stuck.until(() => stuck.errors.length === 1);
    expect(stuck.errors).toMatchObject([{ code: 'storage_full' }]);
    const before = (await roomy.lag()).map(({ endOffset, groups }) => [endOffset, groups.length]);
    expect(before.sort()).toEqual([
      [0, 0],
      [1, 0],
    ]);
    await full.close();
    const mover = await probe(roomy, { topics: [input], group: 'mover', onBatch: move });
    const results = await probe(roomy, { topics: [output] });
    await results.until(() => results.messages.length === 1);
    expect(mover.texts()).toEqual(['a']);
    await roomy.close();
  });
});

describe('a damaged file', () => {
  it('is noticed when it is opened', async () => {
    const bus = await open();
    const topic = await makeTopic(bus);
    for (let call = 0; call < 50; call++) await publishTexts(bus, topic, [noise(3_000)]);
    await bus.close();
    const file = openSync(join(dir, 'bus.db'), 'r+');
    for (let page = 3; page < 12; page++) writeSync(file, Buffer.alloc(8_192, 0xee), 0, 8_192, page * 8_192);
    closeSync(file);
    await expect(open()).rejects.toMatchObject({ code: 'data_corrupt' });
  });

  it('is noticed when it is no database at all', async () => {
    writeFileSync(join(dir, 'bus.db'), 'this is a text file, and a long one, '.repeat(500));
    await expect(open()).rejects.toMatchObject({ code: 'data_corrupt' });
  });

  it('is noticed when it was written by a newer version', async () => {
    await (await open()).close();
    const db = new DatabaseSync(join(dir, 'bus.db'));
    db.exec('PRAGMA user_version = 99');
    db.close();
    await expect(open()).rejects.toMatchObject({ code: 'data_corrupt', message: expect.stringContaining('99') });
  });

  it('is told to the reader where only a message is damaged', async () => {
    const bus = await open();
    const topic = await makeTopic(bus);
    await publishTexts(bus, topic, ['original']);
    const db = new DatabaseSync(join(dir, 'bus.db'));
    db.exec(`UPDATE batch SET payload = zeroblob(length(payload))`);
    db.close();
    const reader = await probe(bus, { topics: [topic] });
    await reader.until(() => reader.errors.length > 0);
    expect(reader.errors[0]).toMatchObject({ code: 'data_corrupt' });
    expect(reader.messages).toEqual([]);
    await bus.close();
  });
});

it('refuses a folder that cannot be', async () => {
  writeFileSync(join(dir, 'file'), '');
  const opening = createEmbeddedBus({ dir: join(dir, 'file', 'data'), now: Date.now });
  await expect(opening).rejects.toMatchObject({ code: 'folder_unwritable' });
});
