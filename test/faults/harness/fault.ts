import type { Row } from '../../../bench/harness/scenario.ts';

export interface FaultOptions {
  /** A short run, for every change; the long one gives the figures of docs/reliability.md. */
  short: boolean;
  /** Says what is going on. */
  log(line: string): void;
}

/** One fault on real engines, with everything accounted by id. */
export interface Fault {
  name: string;
  /** What is set up, what is done to it, and what must hold; printed above its figures. */
  description: string;
  /** Figures; one with a target is a promise, one without tells how it was, or how a simpler way of doing it fares. */
  run(options: FaultOptions): Promise<Row[]>;
}
