import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describeMachine, formatTable, mergeRuns, type Results } from '../../bench/harness/document.ts';
import { broken, formatReliability } from './harness/document.ts';
import type { Fault } from './harness/fault.ts';
import { FAULTS } from './harness/faults.ts';

const FIGURES = new URL('../../docs/reliability.json', import.meta.url);
const DOCUMENT = new URL('../../docs/reliability.md', import.meta.url);

const log = (line: string): void => void process.stderr.write(`  ${line}\n`);

/** Tries one fault in its long form and keeps what came of it, also when a promise did not hold. */
async function attempt(fault: Fault): Promise<string[]> {
  process.stdout.write(`\n${fault.name}\n`);
  const figures = mergeRuns([await fault.run({ short: false, log })]);
  process.stdout.write(`${formatTable(figures)}\n`);
  const results: Results = existsSync(FIGURES) ? JSON.parse(readFileSync(FIGURES, 'utf8')) : {};
  results[fault.name] = { date: new Date().toISOString().slice(0, 10), machine: describeMachine(), figures };
  writeFileSync(FIGURES, `${JSON.stringify(results, null, 1)}\n`);
  writeFileSync(DOCUMENT, formatReliability(FAULTS, results));
  return broken(figures);
}

/** Tries what was asked for, or everything; a fault that fails does not keep the others from being tried. */
async function main(names: readonly string[]): Promise<void> {
  const unknown = names.filter((name) => !FAULTS.some((fault) => fault.name === name));
  if (unknown.length > 0) {
    throw new Error(`no fault ${unknown.join(', ')}; there are ${FAULTS.map(({ name }) => name).join(', ')}`);
  }
  for (const fault of FAULTS) {
    if (names.length > 0 && !names.includes(fault.name)) continue;
    const failures = await attempt(fault).catch((error) => [String(error)]);
    for (const failure of failures) process.stderr.write(`${fault.name}: ${failure}\n`);
    if (failures.length > 0) process.exitCode = 1;
  }
}

await main(process.argv.slice(2));
