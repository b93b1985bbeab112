import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Counter, Gauge, type Registry } from 'prom-client';

const NS_PER_S = 1e9;
const US_PER_S = 1e6;

/** A counter whose value is kept elsewhere. */
function mirror(registry: Registry, name: string, help: string, read: () => number, labels?: { thread: string }): void {
  new Counter({
    name,
    help,
    labelNames: labels ? ['thread'] : [],
    registers: [registry],
    collect() {
      this.reset();
      this.inc(labels ?? {}, read());
    },
  });
}

function gauge(registry: Registry, name: string, help: string, read: () => number, labels?: { thread: string }): void {
  new Gauge({
    name,
    help,
    labelNames: labels ? ['thread'] : [],
    registers: [registry],
    collect() {
      this.set(labels ?? {}, read());
    },
  });
}

const cpuSeconds = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / US_PER_S;

/** What this thread uses, labelled with its name. Read when asked for. */
export function collectThreadMetrics(registry: Registry, thread: string): void {
  const labels = { thread };
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  const takeDelay = () => {
    const p99 = delay.percentile(99) / NS_PER_S;
    delay.reset();
    return p99;
  };
  gauge(
    registry,
    'logsieve_event_loop_delay_p99_seconds',
    'Delay of the event loop since the last look.',
    takeDelay,
    labels,
  );
  gauge(registry, 'logsieve_heap_used_bytes', 'JavaScript heap in use.', () => process.memoryUsage().heapUsed, labels);
  mirror(
    registry,
    'logsieve_thread_cpu_seconds_total',
    'Processor time of the thread.',
    () => cpuSeconds(process.threadCpuUsage()),
    labels,
  );
}

/** What the whole process uses: for one registry of the process only, since figures of several are added up. */
export function collectProcessMetrics(registry: Registry): void {
  gauge(registry, 'process_resident_memory_bytes', 'Resident memory.', () => process.memoryUsage.rss());
  mirror(registry, 'process_cpu_seconds_total', 'Processor time, user and system.', () =>
    cpuSeconds(process.cpuUsage()),
  );
  const startedAt = Date.now() / 1_000 - process.uptime();
  gauge(registry, 'process_start_time_seconds', 'Start of the process, seconds since 1970.', () => startedAt);
}
