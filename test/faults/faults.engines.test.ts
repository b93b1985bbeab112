import { afterEach, expect, it } from '@jest/globals';
import { formatTable, mergeRuns } from '../../bench/harness/document.ts';
import { killLeftovers } from '../house/house.ts';
import { broken } from './harness/document.ts';
import { FAULTS } from './harness/faults.ts';

const LONG_MS = 300_000;

afterEach(killLeftovers);

it.each(FAULTS)(
  'keeps its promises: $name',
  async (fault) => {
    const lines: string[] = [];
    const figures = mergeRuns([await fault.run({ short: true, log: (line) => lines.push(line) })]);
    process.stdout.write(`\n${fault.name}\n${formatTable(figures)}\n`);
    expect(broken(figures)).toEqual([]);
  },
  LONG_MS,
);
