import type { Fault as ProxyFault } from '../../stand-ins/fault-proxy.ts';
import type { Estate } from './estate.ts';

/** What is in the index of a client that does it the simple way. */
export interface NaiveOutcome {
  lost: number;
  /** Logs of which there is more than one. */
  repeated: number;
  /** Documents beyond one a log. */
  extra: number;
}

const BATCH = 500;
const TRIES = 5;
const BULK = /_bulk/;

/** Sends logs through the proxy in whole batches without ids; each batch meets the troubles, one a try. */
export async function naiveBulk(
  { run, elasticsearch, askElasticsearch }: Estate,
  count: number,
  troubles: readonly ProxyFault[],
): Promise<NaiveOutcome> {
  const index = `naive-${run}`;
  await askElasticsearch('PUT', `/${index}`, { mappings: { properties: { marker: { type: 'keyword' } } } });
  try {
    for (let from = 0; from < count; from += BATCH) {
      elasticsearch.fail(BULK, ...troubles);
      await sendBatch(`${elasticsearch.origin}/${index}/_bulk`, from, Math.min(count, from + BATCH));
    }
    await askElasticsearch('POST', `/${index}/_refresh`);
    return await readOutcome(askElasticsearch, index, count);
  } finally {
    await askElasticsearch('DELETE', `/${index}`);
  }
}

async function sendBatch(url: string, from: number, to: number): Promise<void> {
  const lines = Array.from({ length: to - from }, (_, at) => `{"create":{}}\n{"marker":"${from + at}"}\n`);
  const request = { method: 'POST', headers: { 'content-type': 'application/x-ndjson' }, body: lines.join('') };
  for (let tries = 0; tries < TRIES; tries++) {
    try {
      const answer = await fetch(url, request);
      const { errors } = (await answer.json()) as { errors?: boolean };
      if (answer.ok && errors === false) return;
    } catch {
      // tried again, as after an answer with errors
    }
  }
}

async function readOutcome(ask: Estate['askElasticsearch'], index: string, count: number): Promise<NaiveOutcome> {
  const { aggregations } = (await ask('POST', `/${index}/_search`, {
    size: 0,
    aggs: { markers: { terms: { field: 'marker', size: count } } },
  })) as { aggregations: { markers: { buckets: { doc_count: number }[] } } };
  const copies = aggregations.markers.buckets.map(({ doc_count }) => doc_count);
  const total = copies.reduce((sum, each) => sum + each, 0);
  const repeated = copies.filter((each) => each > 1).length;
  return { lost: count - copies.length, repeated, extra: total - copies.length };
}
