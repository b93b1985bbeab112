import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { findChromium } from '../test/browser/browser.ts';
import { type BenchArguments, readArguments } from './harness/arguments.ts';
import { describeMachine, formatDocument, formatTable, mergeRuns, type Results } from './harness/document.ts';
import { withFolder } from './harness/house.ts';
import type { Row, Scenario } from './harness/scenario.ts';
import { SCENARIOS } from './harness/scenarios.ts';

const RUNS = 3;
const RUN_ONE = new URL('./harness/run-one.ts', import.meta.url);
const FIGURES = new URL('../docs/benchmarks.json', import.meta.url);
const DOCUMENT = new URL('../docs/benchmarks.md', import.meta.url);

/** What was asked for, and the folder that the runs share. */
interface Wanted extends BenchArguments {
  sharedDir: string;
}

/** One run in a process of its own, so that no run finds the memory of another. */
async function runOnce({ name }: Scenario, { quick, qualityFile, sharedDir }: Wanted): Promise<Row[]> {
  const flags = [...(quick ? ['--quick'] : []), ...(qualityFile === undefined ? [] : ['--quality', qualityFile])];
  const child = fork(RUN_ONE, [sharedDir, name, ...flags]);
  let rows: Row[] = [];
  child.on('message', (sent) => {
    rows = sent as Row[];
  });
  const [code] = await once(child, 'close');
  if (code !== 0 || rows.length === 0) throw new Error(`${name} ended with ${code}`);
  return rows;
}

function keep(name: string, runs: readonly Row[][]): void {
  const results: Results = existsSync(FIGURES) ? JSON.parse(readFileSync(FIGURES, 'utf8')) : {};
  results[name] = {
    date: new Date().toISOString().slice(0, 10),
    machine: describeMachine(),
    figures: mergeRuns(runs),
  };
  writeFileSync(FIGURES, `${JSON.stringify(results, null, 1)}\n`);
  writeFileSync(DOCUMENT, formatDocument(SCENARIOS, results));
}

async function measure(scenario: Scenario, wanted: Wanted): Promise<void> {
  process.stdout.write(`\n${scenario.name}\n`);
  const runs: Row[][] = [];
  const times = wanted.quick ? 1 : (scenario.runs ?? RUNS);
  while (runs.length < times) runs.push(await runOnce(scenario, wanted));
  process.stdout.write(`${formatTable(mergeRuns(runs))}\n`);
  // figures of a file that nobody else can see are no part of the document
  if (!wanted.quick && wanted.qualityFile === undefined) keep(scenario.name, runs);
}

/** The scenarios that were asked for. @throws Error when one of them is not there, or needs the other command */
function choose({ names, engines, browser }: BenchArguments): readonly Scenario[] {
  const offered = SCENARIOS.filter((scenario) => (scenario.engines ?? false) === engines);
  const elsewhere = SCENARIOS.find((scenario) => names.includes(scenario.name) && !offered.includes(scenario));
  if (elsewhere) {
    const command = elsewhere.engines ? 'bench:engines' : 'bench';
    throw new Error(`${elsewhere.name} is run by npm run ${command} -- ${elsewhere.name}`);
  }
  const unknown = names.filter((name) => !offered.some((scenario) => scenario.name === name));
  if (unknown.length > 0) {
    throw new Error(`no scenario ${unknown.join(', ')}; there are ${offered.map(({ name }) => name).join(', ')}`);
  }
  if (names.length > 0) return offered.filter(({ name }) => names.includes(name));
  return offered.filter((scenario) => (scenario.browser ?? false) === browser);
}

/** @throws Error naming the scenarios that cannot run here */
function checkBrowser(scenarios: readonly Scenario[]): void {
  const names = scenarios.filter(({ browser }) => browser).map(({ name }) => name);
  if (names.length === 0) return;
  try {
    findChromium();
  } catch (error) {
    throw new Error(`${names.join(', ')} cannot run here: ${(error as Error).message}`);
  }
}

/** Runs what was asked for; a scenario that fails does not keep the others from running. */
async function main(): Promise<void> {
  const wanted = readArguments(process.argv.slice(2));
  const scenarios = choose(wanted);
  checkBrowser(scenarios);
  await withFolder(async (sharedDir) => {
    for (const scenario of scenarios) {
      try {
        await measure(scenario, { ...wanted, sharedDir });
      } catch (error) {
        process.stderr.write(`${String(error)}\n`);
        process.exitCode = 1;
      }
    }
  });
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 2;
}
