/** What a figure should reach. */
export interface Target {
  op: '>=' | '<=';
  value: number;
}

/** One figure of a run. */
export interface Row {
  what: string;
  value: number;
  unit: string;
  target?: Target;
}

export interface RunOptions {
  /** A short run: shows that the scenario works, its figures are rough. */
  quick: boolean;
  /** Says what is going on. */
  log(line: string): void;
  /** NDJSON of `{message, label, subset?, level?}`, for those that judge answers. */
  qualityFile?: string;
  /** Of all runs of one command; gone when it ends. */
  sharedDir: string;
}

/** One thing that is measured. Every run is a process of its own and gives the same rows in the same order. */
export interface Scenario {
  name: string;
  /** How it is measured; printed above its figures. */
  description: string;
  /** Runs on a real Kafka and Elasticsearch, which KAFKA_BROKERS and ELASTICSEARCH_URL name. */
  engines?: true;
  /** Drives a Chromium. */
  browser?: true;
  /** How often it is run for the document, when that is not as often as the others. */
  runs?: number;
  run(options: RunOptions): Promise<Row[]>;
}

/** Whether the value is what was wanted. */
export function meets(target: Target, value: number): boolean {
  return target.op === '>=' ? value >= target.value : value <= target.value;
}
