import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startElasticsearch } from './elasticsearch.ts';
import type { Engine } from './engine.ts';
import { freePort } from './free-port.ts';
import { startKafka } from './kafka.ts';

/**
 * Runs a command with both engines on new folders and free ports, in KAFKA_BROKERS and ELASTICSEARCH_URL, and stops them
 * afterwards. Where one of these is set already, that server is used.
 */
async function runWithEngines(command: readonly string[]): Promise<number> {
  const dir = mkdtempSync(join(tmpdir(), 'logsieve-engines-'));
  const engines: Engine[] = [];
  const open = async (starting: Promise<Engine>): Promise<string> => {
    const engine = await starting;
    engines.push(engine);
    return engine.address;
  };
  try {
    const [brokers, url] = [process.env.KAFKA_BROKERS, process.env.ELASTICSEARCH_URL];
    const env = {
      ...process.env,
      KAFKA_BROKERS: brokers ?? (await open(startKafka({ dir: join(dir, 'kafka'), port: await freePort() }))),
      ELASTICSEARCH_URL:
        url ?? (await open(startElasticsearch({ dir: join(dir, 'elasticsearch'), port: await freePort() }))),
    };
    const [program = '', ...args] = command;
    const child = spawn(program, args, { stdio: 'inherit', env });
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
    const [code] = await once(child, 'exit');
    return code ?? 1;
  } finally {
    await Promise.all(engines.map((engine) => engine.stop()));
    rmSync(dir, { recursive: true, force: true });
  }
}

process.exitCode = await runWithEngines(process.argv.slice(2));
