import type { Client } from '@elastic/elasticsearch';
import { toDocument } from '../backends/elasticsearch/document.ts';
import { indexOfDay, putLogTemplate } from '../backends/elasticsearch/log-index.ts';
import type { LogRecord } from '../core/record.ts';
import { GROUP, TOPIC } from '../core/topics.ts';
import { createRecordGenerator } from './generate-records.ts';
import { measureCatchUp } from './harness/catch-up.ts';
import { cpuSecondsOfElasticsearch } from './harness/elasticsearch-cpu.ts';
import { BENCH_PREFIX } from './harness/empty-engines.ts';
import { type Engines, withEngines } from './harness/engines.ts';
import { withRoles } from './harness/house.ts';
import type { Row, RunOptions, Scenario } from './harness/scenario.ts';

/** What the indexer sends at once, at most. */
const BULK = 4_096;
/** How many of its requests are under way: one a partition. */
const CONCURRENCY = 3;

/** What came of one loop over all documents. */
interface Loop {
  perSecond: number;
  /** Of Elasticsearch, for one document; µs. */
  serverCpuMicros: number;
}

function* batchesOf(count: number): Generator<LogRecord[]> {
  const generator = createRecordGenerator(13);
  for (let left = count; left > 0; left -= BULK) yield Array.from({ length: Math.min(BULK, left) }, generator.next);
}

async function fill({ bus }: Engines, count: number): Promise<void> {
  for (const batch of batchesOf(count)) {
    await bus.publish(
      batch.map((record) => ({ topic: TOPIC.classified, key: record.service, value: JSON.stringify(record) })),
    );
  }
}

/** The documents of the indexer as the text of bulk requests, into an index of that name and day. */
function makeBulks(alias: string, count: number): string[][] {
  const toLine = (record: LogRecord): string => {
    const document = toDocument(record);
    if (typeof document === 'string') throw new Error(document);
    return `{"create":{"_index":"${indexOfDay(alias, document.day)}","_id":"${document.id}"}}\n${document.source}`;
  };
  return Array.from(batchesOf(count), (batch) => batch.map(toLine));
}

/** Sends what was made beforehand, and looks at no more of the answers than whether there is an error. */
async function sendBare(client: Client, name: string, count: number): Promise<Loop> {
  const alias = `${BENCH_PREFIX}${name}`;
  await putLogTemplate(client, alias);
  const bulks = makeBulks(alias, count).values();
  const cpuBefore = await cpuSecondsOfElasticsearch(client);
  const begun = performance.now();
  const work = async (): Promise<void> => {
    for (const operations of bulks) {
      const { errors } = await client.bulk({ operations, filter_path: ['errors'] });
      if (errors) throw new Error('Elasticsearch did not take all of a bulk request');
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  const perSecond = count / ((performance.now() - begun) / 1_000);
  return { perSecond, serverCpuMicros: (((await cpuSecondsOfElasticsearch(client)) - cpuBefore) / count) * 1e6 };
}

async function runIndexer({ admin, settings, elasticsearch }: Engines, count: number) {
  const cpuBefore = await cpuSecondsOfElasticsearch(elasticsearch);
  return withRoles(['indexer'], { settings }, async ({ indexer }) => {
    const work = { admin, group: GROUP.indexer, topic: TOPIC.classified, messages: count, house: indexer };
    const caughtUp = await measureCatchUp(work);
    const serverCpu = (await cpuSecondsOfElasticsearch(elasticsearch)) - cpuBefore;
    const { count: found } = await elasticsearch.count({ index: 'logs_classified' });
    if (found !== count) throw new Error(`${found} of ${count} records can be found`);
    return { ...caughtUp, serverCpuMicros: (serverCpu / count) * 1e6, peakMb: indexer.memory().peakMb };
  });
}

async function measure(engines: Engines, { quick, log }: RunOptions): Promise<Row[]> {
  const count = quick ? 100_000 : 300_000;
  await fill(engines, count);
  log(`${count} records lie on ${TOPIC.classified}`);
  await sendBare(engines.elasticsearch, 'warm-up', BULK * 10);
  const before = await sendBare(engines.elasticsearch, 'before', count);
  const ours = await runIndexer(engines, count);
  const after = await sendBare(engines.elasticsearch, 'after', count);
  log('sent bare, by the indexer, and bare again');
  const bare = (before.perSecond + after.perSecond) / 2;
  const bareCpu = (before.serverCpuMicros + after.serverCpuMicros) / 2;
  return [
    { what: 'logs through the indexer', value: ours.perSecond, unit: 'logs/s' },
    { what: 'bare bulk requests, before', value: before.perSecond, unit: 'logs/s' },
    { what: 'bare bulk requests, after', value: after.perSecond, unit: 'logs/s' },
    {
      what: 'the indexer, of the mean of both',
      value: ours.perSecond / bare,
      unit: '',
      target: { op: '>=', value: 0.8 },
    },
    { what: 'CPU of Elasticsearch for one log, indexer', value: ours.serverCpuMicros, unit: 'µs' },
    { what: 'CPU of Elasticsearch for one log, bare', value: bareCpu, unit: 'µs' },
    { what: 'CPU of the indexer for one log', value: ours.cpuMicros, unit: 'µs' },
    { what: 'memory of the indexer, highest', value: ours.peakMb, unit: 'MB' },
  ];
}

export const scenario: Scenario = {
  name: 'kafka-to-elasticsearch',
  description: `300,000 finished records lie on \`${TOPIC.classified}\` in 3 partitions. A process with the role \`indexer\` stores them; the time runs from its first commit to its last, when all can be found. Before and after it, in the same run, a loop over @elastic/elasticsearch sends the same documents, made beforehand, into an index with the same mapping: ${BULK} a request, ${CONCURRENCY} requests at a time, without asking that they can be found.`,
  engines: true,
  runs: 1,
  run: (options) => withEngines((engines) => measure(engines, options)),
};
