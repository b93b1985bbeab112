import { type Figure, formatTable, type Results } from '../../../bench/harness/document.ts';
import { meets } from '../../../bench/harness/scenario.ts';
import type { Fault } from './fault.ts';

const HEAD = [
  '# Reliability',
  'Written by `npm run test:faults`; nothing here is typed by hand. Each part is one fault on a real Apache Kafka and a real Elasticsearch, with every log accounted for by its id. A figure with a target is a promise and is also checked, in a short form, before any change lands; one without is told for comparison.',
];

/** What was promised and did not hold. */
export function broken(figures: readonly Figure[]): string[] {
  return figures.flatMap(({ what, value, target }) =>
    target && !meets(target, value) ? [`${what}: ${value}, promised ${target.op} ${target.value}`] : [],
  );
}

/** The whole of docs/reliability.md. */
export function formatReliability(faults: readonly Fault[], results: Results): string {
  const parts = faults.flatMap(({ name, description }) => {
    const result = results[name];
    if (!result) return [];
    return [`## ${name}\n\n${description}\n\n${formatTable(result.figures)}\n\n${result.date}, ${result.machine}.`];
  });
  return `${[...HEAD, ...parts].join('\n\n')}\n`;
}
