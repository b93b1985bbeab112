import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startElasticsearch } from './elasticsearch.ts';
import type { Engine } from './engine.ts';
import { startKafka } from './kafka.ts';
import { isRunning, readRunning, rememberRunning, stopRunning } from './running.ts';

const USAGE = `Usage: npm run engines:start [-- --kafka-port 9092 --elasticsearch-port 9200 --only kafka|elasticsearch]
       npm run engines:stop
`;

const DIR = join(import.meta.dirname, '..', '.cache', 'engines');

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

async function start(options: {
  kafkaPort: number;
  elasticsearchPort: number;
  only: string | undefined;
}): Promise<void> {
  const { kafkaPort, elasticsearchPort, only } = options;
  const starts: Record<string, () => Promise<Engine>> = {
    kafka: () => startKafka({ dir: join(DIR, 'kafka'), port: kafkaPort }),
    elasticsearch: () => startElasticsearch({ dir: join(DIR, 'elasticsearch'), port: elasticsearchPort }),
  };
  for (const [name, begin] of Object.entries(starts)) {
    if (only !== undefined && only !== name) continue;
    const known = readRunning(DIR, name);
    if (known && isRunning(known)) {
      say(`${known.name} runs already: ${known.address}`);
      continue;
    }
    const engine = await begin();
    rememberRunning(DIR, name, engine);
    say(`${engine.name} is up: ${engine.address}, process ${engine.pid}`);
  }
  say(`\nKAFKA_BROKERS=127.0.0.1:${kafkaPort} ELASTICSEARCH_URL=http://127.0.0.1:${elasticsearchPort} npm start`);
}

async function stop(): Promise<void> {
  for (const name of ['elasticsearch', 'kafka']) {
    const known = readRunning(DIR, name);
    if (!known) continue;
    await stopRunning(DIR, name, known);
    say(`${known.name} has stopped`);
  }
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      'kafka-port': { type: 'string', default: '9092' },
      'elasticsearch-port': { type: 'string', default: '9200' },
      only: { type: 'string' },
    },
  });
  const ports = { kafkaPort: Number(values['kafka-port']), elasticsearchPort: Number(values['elasticsearch-port']) };
  if (positionals[0] === 'start') return start({ ...ports, only: values.only });
  if (positionals[0] === 'stop') return stop();
  throw new Error(USAGE);
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
