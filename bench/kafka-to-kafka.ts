import type { LogBus, OutgoingMessage } from '../core/log-bus.ts';
import { GROUP, TOPIC } from '../core/topics.ts';
import { createLogGenerator } from './generate-logs.ts';
import { readBare, writeBare } from './harness/bare-kafka.ts';
import { measureCatchUp } from './harness/catch-up.ts';
import { type Engines, withEngines } from './harness/engines.ts';
import { withRoles } from './harness/house.ts';
import { readMetric } from './harness/metric.ts';
import type { Row, RunOptions, Scenario } from './harness/scenario.ts';

const BATCH = 4_096;
/** Written again and again by the bare producer. */
const DISTINCT = 20 * BATCH;
const HEADERS = { 'content-type': 'application/json' };

function makeLogs(count: number, logsPerSecond: number): () => OutgoingMessage[] {
  const generator = createLogGenerator(11, { startAt: Date.now() - (count / logsPerSecond) * 1_000, logsPerSecond });
  let left = count;
  return () => {
    const size = Math.min(BATCH, left);
    left -= size;
    return Array.from({ length: size }, () => {
      const log = generator.next();
      return { topic: TOPIC.logs, key: log.service, value: JSON.stringify(log), headers: HEADERS };
    });
  };
}

/** Resolves with the first of them. */
async function fill(bus: LogBus, count: number): Promise<OutgoingMessage[]> {
  const next = makeLogs(count, count / 60);
  const kept: OutgoingMessage[] = [];
  for (let batch = next(); batch.length > 0; batch = next()) {
    if (kept.length < DISTINCT) kept.push(...batch);
    await bus.publish(batch);
  }
  return kept;
}

function measureProcessor({ settings, admin }: Engines, logs: number): Promise<Row[]> {
  return withRoles(['processor'], { settings: { ...settings, MASK_KINDS: 'all' } }, async ({ processor }) => {
    const work = { admin, group: GROUP.processor, topic: TOPIC.logs, messages: logs, house: processor };
    const { perSecond, cpuMicros } = await measureCatchUp(work);
    const taken = await readMetric(processor, 'logsieve_processor_logs_total');
    const dead = await readMetric(processor, 'logsieve_processor_dead_letters_total');
    if (taken !== logs || dead > 0) throw new Error(`${taken} of ${logs} logs taken, ${dead} of them as dead letters`);
    const late = await readMetric(processor, 'logsieve_processor_late_total');
    return [
      { what: 'logs through the processor', value: perSecond, unit: 'logs/s', target: { op: '>=', value: 75_000 } },
      { what: 'CPU of the processor for one log', value: cpuMicros, unit: 'µs' },
      {
        what: 'memory of the processor, highest',
        value: processor.memory().peakMb,
        unit: 'MB',
        target: { op: '<=', value: 350 },
      },
      { what: 'logs counted as late', value: late, unit: 'logs', target: { op: '<=', value: 0 } },
    ];
  });
}

async function measure(engines: Engines, { quick, log }: RunOptions): Promise<Row[]> {
  const logs = quick ? 200_000 : 1_000_000;
  const kept = await fill(engines.bus, logs);
  log(`${logs} logs lie on ${TOPIC.logs}`);
  const reading = await readBare(engines, TOPIC.logs, logs);
  const made = kept.map(({ key, value, headers }) => ({ key, value: String(value), headers: { ...headers } }));
  const writing = await writeBare(engines, made, logs);
  log('read and written by kafkajs alone');
  const rows = await measureProcessor(engines, logs);
  const [speed, cpu] = rows.map(({ value }) => value);
  const bareSpeed = 1 / (1 / reading.perSecond + 1 / writing.perSecond);
  return [
    ...rows,
    { what: 'kafkajs alone, reading and JSON.parse', value: reading.perSecond, unit: 'logs/s' },
    { what: 'kafkajs alone, writing', value: writing.perSecond, unit: 'logs/s' },
    { what: 'the processor, of kafkajs reading and then writing', value: (speed ?? 0) / bareSpeed, unit: '' },
    { what: 'CPU of kafkajs for one log, reading', value: reading.cpuMicros, unit: 'µs' },
    { what: 'CPU of kafkajs for one log, writing', value: writing.cpuMicros, unit: 'µs' },
    {
      what: 'CPU of the processor, of that of kafkajs',
      value: (cpu ?? 0) / (reading.cpuMicros + writing.cpuMicros),
      unit: '',
    },
  ];
}

export const scenario: Scenario = {
  name: 'kafka-to-kafka',
  description: `1,000,000 logs of about 300 bytes lie on \`${TOPIC.logs}\` in 3 partitions. A process with the role \`processor\`, all shipped rules and all kinds of masking takes them and writes its results back, exactly once; the time runs from its first commit to its last. Before that, in the same run and on the same topic, kafkajs alone reads and parses as many, and writes as many to another topic, ${BATCH} at a time, compressed as ours are.`,
  engines: true,
  runs: 1,
  run: (options) => withEngines((engines) => measure(engines, options)),
};
