import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** The same work done on our bus, or with kafkajs as its documentation shows it. */
export type Pattern = 'ours' | 'naive';

export interface CopierSettings {
  brokers: string;
  input: string;
  output: string;
  /** Ours reads its state from there; the naive one has none. */
  state: string;
  group: string;
  sessionTimeoutMs: number;
}

/** What a copier says. */
export type CopierNews =
  /** It got a partition and begins at this offset. */
  | { kind: 'assigned'; partition: number; offset: number }
  /** A batch of the partition is committed. */
  | { kind: 'copied'; partition: number };

/** A process that copies a topic, each batch in a transaction with its offset. */
export interface Copier {
  /** Resolves with its next news of this kind. */
  next<K extends CopierNews['kind']>(kind: K): Promise<Extract<CopierNews, { kind: K }>>;
  /** Told of all of its news. */
  onNews(listener: (news: CopierNews) => void): void;
  /** Stops the process where it is, as a machine that hangs does. */
  stall(): void;
  goOn(): void;
  kill(): Promise<void>;
}

const PROGRAMS: Readonly<Record<Pattern, string>> = {
  ours: fileURLToPath(new URL('copier-process.ts', import.meta.url)),
  naive: fileURLToPath(new URL('naive-copier-process.ts', import.meta.url)),
};

export function startCopier(pattern: Pattern, settings: CopierSettings): Copier {
  const child = fork(PROGRAMS[pattern], [JSON.stringify(settings)], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    // kafkajs warns of its own timers and partitioner
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const exited = once(child, 'exit');
  const onNews = (listener: (news: CopierNews) => void): void =>
    void child.on('message', (news) => listener(news as CopierNews));
  return {
    onNews,
    next: <K extends CopierNews['kind']>(kind: K) =>
      new Promise<Extract<CopierNews, { kind: K }>>((resolve) => {
        onNews((news) => {
          if (news.kind === kind) resolve(news as Extract<CopierNews, { kind: K }>);
        });
      }),
    stall: () => void child.kill('SIGSTOP'),
    goOn: () => void child.kill('SIGCONT'),
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
