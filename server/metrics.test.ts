import { Worker } from 'node:worker_threads';
import { describe, expect, it } from '@jest/globals';
import { createMetrics } from './metrics.ts';

function sample(text: string, name: string): string | undefined {
  return text.split('\n').find((line) => line.startsWith(`${name} `) || line.startsWith(`${name}{`));
}

describe('createMetrics', () => {
  it('gives the same metric to all who ask for one name', async () => {
    const metrics = createMetrics();
    const options = { name: 'logsieve_x_total', help: 'X.' };
    metrics.counter(options).add();
    metrics.counter(options).add(2);
    expect(sample(await metrics.text(), 'logsieve_x_total')).toBe('logsieve_x_total 3');
  });

  it('writes labels, buckets and help texts', async () => {
    const metrics = createMetrics();
    metrics.gauge({ name: 'logsieve_lag', help: 'Lag.', labels: ['topic'] }).set(4, { topic: 'lo"gs' });
    metrics.histogram({ name: 'logsieve_took_seconds', help: 'Took.', buckets: [0.1, 1] }).observe(0.5);
    const text = await metrics.text();
    expect(text).toContain('# HELP logsieve_lag Lag.\n# TYPE logsieve_lag gauge\nlogsieve_lag{topic="lo\\"gs"} 4');
    expect(text).toContain('logsieve_took_seconds_bucket{le="0.1"} 0\nlogsieve_took_seconds_bucket{le="1"} 1');
    expect(text).toContain('logsieve_took_seconds_count 1');
  });

  it('adds up what several threads counted', async () => {
    const [main, one, two] = [createMetrics(), createMetrics({ thread: 'one' }), createMetrics({ thread: 'two' })];
    for (const [index, metrics] of [main, one, two].entries()) {
      const counter = metrics.counter({ name: 'logsieve_in_total', help: 'In.', labels: ['part'] });
      counter.add(index + 1, { part: 'all' });
      if (index > 0) counter.add(10, { part: `only-${index}` });
      metrics.histogram({ name: 'logsieve_h', help: 'H.', buckets: [1] }).observe(index);
    }
    two.counter({ name: 'logsieve_only_there_total', help: 'There.' }).add(5);
    const text = await main.text([await one.json(), structuredClone(await two.json()), null, undefined]);
    expect(text).toContain('logsieve_in_total{part="all"} 6');
    expect(text).toContain('logsieve_in_total{part="only-1"} 10');
    expect(text).toContain('logsieve_only_there_total 5');
    expect(text).toContain('logsieve_h_bucket{le="1"} 2');
    expect(text).toContain('logsieve_h_count 3');
    expect(text.match(/# TYPE logsieve_in_total/g)).toHaveLength(1);
  });

  it('tells what the process and its threads use', async () => {
    const main = createMetrics();
    const thread = createMetrics({ thread: 'indexer' });
    const text = await main.text([await thread.json()]);
    expect(Number(sample(text, 'process_start_time_seconds')?.split(' ')[1])).toBeLessThan(Date.now() / 1_000);
    expect(text).toContain('logsieve_event_loop_delay_p99_seconds{thread="indexer"}');
    expect(text).toContain('logsieve_thread_cpu_seconds_total{thread="main"}');
  });

  it('keeps the figures of the process to the main thread', async () => {
    const metricsUrl = JSON.stringify(new URL('./metrics.ts', import.meta.url).href);
    const code = `
      const { parentPort } = require('node:worker_threads');
      import(${metricsUrl}).then(async ({ createMetrics }) => parentPort.postMessage(await createMetrics().json()));`;
    const worker = new Worker(code, { eval: true, name: 'indexer' });
    const snapshot = await new Promise((resolve, reject) => worker.on('message', resolve).on('error', reject));
    const names = (snapshot as { name: string }[]).map((metric) => metric.name);
    expect(names).not.toContain('process_resident_memory_bytes');
    expect(JSON.stringify(snapshot)).toContain('"thread":"indexer"');
    await worker.terminate();
  });
});
