import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createEmbeddedBus } from '../backends/embedded/log-bus.ts';
import { type LedgerCounts, writeCounts } from '../core/ledger.ts';
import type { LogBus } from '../core/log-bus.ts';
import { TOPIC, TOPICS } from '../core/topics.ts';
import { readLedger } from './ledger.ts';

let dir: string;
let bus: LogBus;
let epoch: string;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'ledger-'));
  bus = await createEmbeddedBus({ dir, now: Date.now });
  await bus.createTopics(TOPICS);
  const sent = ['1', '2', '3'].map((value) => ({ topic: TOPIC.logs, key: null, value, partition: 0 }));
  ({ epoch } = await bus.publish(sent));
});
afterEach(async () => {
  await bus.close();
  rmSync(dir, { recursive: true });
});

/** What the parts wrote down about one partition, all of whose logs were stored. */
function note(counts: LedgerCounts['processor']): Promise<unknown> {
  const { classified: stored } = counts;
  return bus.publish([
    writeCounts('processor', 0, counts),
    writeCounts('indexer', 0, { stored, deadLettered: 0, epoch: '', offset: 0 }),
  ]);
}

describe('the ledger', () => {
  it('counts on when the topic of the logs was deleted and is there anew', async () => {
    await note({ taken: 9, classified: 9, deadLettered: 0, offset: 5, epoch: 'deleted', earlier: 4 });
    expect(await readLedger(bus)).toMatchObject({ accepted: 12, stored: 9, in_flight: 3, unaccounted: 0 });
    await note({ taken: 11, classified: 11, deadLettered: 0, offset: 2, epoch, earlier: 9 });
    expect(await readLedger(bus)).toMatchObject({ accepted: 12, stored: 11, in_flight: 1, unaccounted: 0 });
  });

  it('knows how far the processor was when the bus has forgotten it', async () => {
    await note({ taken: 2, classified: 2, deadLettered: 0, offset: 2, epoch, earlier: 0 });
    expect(await readLedger(bus)).toMatchObject({ accepted: 3, stored: 2, in_flight: 1, unaccounted: 0 });
  });
});
