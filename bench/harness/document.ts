import { cpus, totalmem } from 'node:os';
import { meets, type Row, type Scenario } from './scenario.ts';
import { median } from './statistics.ts';

/** A figure over all runs of its scenario. */
export interface Figure extends Row {
  values: number[];
}

/** What is known of one scenario. */
export interface Result {
  /** The day, YYYY-MM-DD. */
  date: string;
  machine: string;
  figures: Figure[];
}

export type Results = Record<string, Result>;

/** Where this runs. */
export function describeMachine(): string {
  const processors = cpus();
  const model = processors[0]?.model.replaceAll(/\s+/g, ' ').trim() ?? 'unknown';
  return `${processors.length} cores (${model}), ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`;
}

/** The same rows of several runs, each with its median. @throws Error when the runs gave different rows */
export function mergeRuns(runs: readonly (readonly Row[])[]): Figure[] {
  const [first = []] = runs;
  return first.map((row, index) => {
    const values = runs.map((rows) => {
      const same = rows[index];
      if (same?.what !== row.what) throw new Error(`the runs do not have the same rows: ${row.what}`);
      return same.value;
    });
    return { ...row, value: median(values), values };
  });
}

/** Three significant digits, whole numbers from 100 on. */
export function formatFigure(value: number): string {
  if (Number.isNaN(value)) return '–';
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en-US');
  return String(Number(value.toPrecision(3)));
}

function formatRow({ what, value, unit, target, values }: Figure): string {
  const wanted = target ? `${target.op === '>=' ? '≥' : '≤'} ${formatFigure(target.value)}` : '';
  const met = target ? (meets(target, value) ? 'yes' : '**no**') : '';
  const cells = [what, formatFigure(value), unit, wanted, met, String(values.length)];
  const range = [formatFigure(Math.min(...values)), formatFigure(Math.max(...values))];
  return `| ${[...cells, ...range].join(' | ')} |`;
}

/** The table of one scenario. */
export function formatTable(figures: readonly Figure[]): string {
  const head = '| figure | median | unit | target | met | runs | min | max |\n|---|--:|---|--:|---|--:|--:|--:|';
  return [head, ...figures.map(formatRow)].join('\n');
}

const HEAD = [
  '# Benchmarks',
  'Written by `npm run bench`, `npm run bench:browser` and `npm run bench:engines`; nothing here is typed by hand. Each figure is the median of its runs, each run a process of its own; everything that is needed for a scenario runs on the one machine named below it. The yardstick in the last row of each table is taken just before each run and tells how fast the machine was then: shared machines differ by a factor of three from hour to hour.',
];

const GROUPS = [
  {
    title: 'Embedded backends',
    intro: 'One process with its data in one folder: `npm run bench`.',
    holds: ({ engines, browser }: Scenario) => !engines && !browser,
  },
  {
    title: 'Kafka and Elasticsearch',
    intro:
      'A real Apache Kafka and a real Elasticsearch, one node each, on the same machine and its same cores: `npm run bench:engines`. What a bare loop with the same client reaches in the same run is given beside our own figures; the ratio of the two says more than either.',
    holds: ({ engines }: Scenario) => engines === true,
  },
  {
    title: 'Dashboard',
    intro:
      'A headless Chromium, the server and what sends to it share the machine and its cores, and there is no GPU, so that everything is drawn by the same cores: `npm run bench:browser`. When a frame was shown is told by the browser, as the time at which it presented the frame.',
    holds: ({ browser }: Scenario) => browser === true,
  },
];

/** The whole of docs/benchmarks.md. */
export function formatDocument(scenarios: readonly Scenario[], results: Results): string {
  const groups = GROUPS.flatMap(({ title, intro, holds }) => {
    const parts = scenarios.filter(holds).flatMap(({ name, description }) => {
      const result = results[name];
      if (!result) return [];
      return [`### ${name}\n\n${description}\n\n${formatTable(result.figures)}\n\n${result.date}, ${result.machine}.`];
    });
    return parts.length === 0 ? [] : [`## ${title}`, intro, ...parts];
  });
  return `${[...HEAD, ...groups].join('\n\n')}\n`;
}
