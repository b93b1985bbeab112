import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { exportName } from './export-name.ts';

const HOUR = { from: '2026-11-26T14:00:00.000Z', to: '2026-11-26T15:00:00.000Z' };

test.each([
  ['', 'logsieve-2026-11-26T14-00_15-00.csv'],
  ['service:shop level:>=error', 'logsieve-2026-11-26T14-00_15-00-service-shop-level-error.csv'],
  ['"зелёный"', 'logsieve-2026-11-26T14-00_15-00.csv'],
])('a file with the logs of %j is named %s', (query, name) => expect(exportName({ ...HOUR, query }, 'csv')).toBe(name));

test('the end has its day where that is another', () => {
  const scope = { from: '2026-11-26 14:00:07.512', to: '2026-11-27 15:30:00.000', query: '' };
  expect(exportName(scope, 'ndjson')).toBe('logsieve-2026-11-26T14-00_2026-11-27T15-30.ndjson');
});

test('whatever the query is, the name can be one in a header and on any disk', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (query) => {
      expect(exportName({ ...HOUR, query }, 'csv')).toMatch(/^logsieve-[\w-]+(?:-[\w.-]{1,40})?\.csv$/);
    }),
  );
});
