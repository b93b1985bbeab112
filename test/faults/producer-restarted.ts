import type { Row } from '../../bench/harness/scenario.ts';
import { getOrCreate } from '../../core/get-or-create.ts';
import { createProducer, type Producer } from '../../producers/sdk/producer.ts';
import { settledLedger } from '../house/read-house.ts';
import { type FaultProxy, startFaultProxy } from '../stand-ins/fault-proxy.ts';
import { accountFor, storedMarkers } from './harness/account.ts';
import { type Estate, withEstate } from './harness/estate.ts';
import type { Fault, FaultOptions } from './harness/fault.ts';
import { SETTLED_WITHIN_MS } from './harness/settle.ts';

interface Shape {
  rounds: number;
  /** Of one batch. */
  logs: number;
}

const SHORT: Shape = { rounds: 3, logs: 300 };
const LONG: Shape = { rounds: 60, logs: 1_500 };
const LOGS = /\/api\/v1\/logs/;
const FLUSH_MS = 30_000;
/** What the answers to the batch of a round come to. */
const FATES = ['answered', 'lost, sent again by the producer', 'lost, sent again by the next producer'] as const;

function openProducer(hop: FaultProxy, onTrouble: () => void): Producer {
  // the hop reads what passes
  return createProducer({ url: hop.origin, service: 'shop', gzipFromBytes: Number.POSITIVE_INFINITY, onTrouble });
}

async function deliver(producer: Producer, markers: readonly string[]): Promise<void> {
  for (const marker of markers) producer.info(`request ${marker} served`, { marker });
  if (!(await producer.flush(FLUSH_MS))) throw new Error(`not delivered: ${JSON.stringify(producer.stats())}`);
  await producer.close();
}

/** A service that ends when it learns that an answer was lost; resolves with what it does not know to be delivered. */
async function endAtTrouble(hop: FaultProxy, markers: readonly string[]): Promise<readonly string[]> {
  const closed = Promise.withResolvers<void>();
  const producer = openProducer(hop, () => void producer.close(0).then(closed.resolve));
  for (const marker of markers) producer.info(`request ${marker} served`, { marker });
  await closed.promise;
  return markers.slice(producer.stats().acked);
}

/** Resolves with what was handed over, and how much of it twice. */
async function strike(estate: Estate, hop: FaultProxy, { rounds, logs }: Shape, log: FaultOptions['log']) {
  const sent: string[] = [];
  let again = 0;
  for (let round = 0; round < rounds; round++) {
    const fate = FATES[round % FATES.length];
    const markers = Array.from({ length: logs }, (_, index) => `${estate.run}-${round}-${index}`);
    sent.push(...markers);
    let left: readonly string[] = markers;
    if (fate !== 'answered') hop.fail(LOGS, { kind: 'cut' });
    if (fate === 'lost, sent again by the next producer') left = await endAtTrouble(hop, markers);
    if (fate !== 'answered') again += left.length;
    await deliver(
      openProducer(hop, () => {}),
      left,
    );
  }
  log(`${again} of ${sent.length} logs were sent again`);
  return { sent, again };
}

function rowsOf(sent: readonly string[], again: number, stored: readonly string[]): Row[] {
  const copies = new Map<string, number>();
  for (const marker of stored) copies.set(marker, getOrCreate(copies, marker, () => 0) + 1);
  const { lost, duplicated } = accountFor(sent, stored);
  return [
    { what: 'logs', value: sent.length, unit: 'logs' },
    { what: 'sent again, as an answer was lost', value: again, unit: 'logs' },
    { what: 'lost', value: lost, unit: 'logs', target: { op: '<=', value: 0 } },
    { what: 'most copies of one log', value: Math.max(...copies.values()), unit: '', target: { op: '<=', value: 2 } },
    { what: 'stored twice', value: duplicated, unit: 'logs', target: { op: '<=', value: again } },
  ];
}

export const fault: Fault = {
  name: 'producer-restarted',
  description:
    'A service logs with the producer of `producers/sdk` through a hop that now and then loses the answer of the gateway, whose logs are then sent again: by the same producer, or by the next one when the service was restarted before. The gateway cannot know them, so these logs are there twice, as `docs/sdk.md` says; none may be lost, none be there more often, and no other be there twice.',
  run: ({ short, log }) =>
    withEstate({}, async (estate) => {
      const { gateway, api } = await estate.startPipeline();
      const hop = await startFaultProxy(gateway.url);
      try {
        const { sent, again } = await strike(estate, hop, short ? SHORT : LONG, log);
        await settledLedger(api, SETTLED_WITHIN_MS);
        return rowsOf(sent, again, await storedMarkers(api, estate.run));
      } finally {
        await hop.close();
      }
    }),
};
