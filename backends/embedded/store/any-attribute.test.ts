import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { matches } from '../../../core/query/matches.ts';
import { parseQuery } from '../../../core/query/parse.ts';
import type { Attributes } from '../../../core/record.ts';
import { createEmbeddedStore } from './log-store.ts';
import { FIRST_TIME, numberedRecord } from './test-subjects/numbered-record.ts';

test('attributes:* finds the records that have any attribute, whatever its name', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'any-attribute-'));
  const store = await createEmbeddedStore({ dir, readers: 1, mergeInBackground: false });
  try {
    const given: Attributes[] = [{}, { a: 1 }, { b: null }, { '': 'x' }, { o: { p: [] } }, { o: { p: [false] } }];
    const records = given.map((attributes, offset) => ({ ...numberedRecord(offset), attributes }));
    await store.write(records);
    for (const text of ['attributes:*', '-attributes:*']) {
      const query = parseQuery(text);
      const range = { from: FIRST_TIME, to: FIRST_TIME * 2 };
      const found = await store.search({ ...range, query, limit: 10, order: 'asc', countUpTo: 10 });
      expect(found.records).toEqual(records.filter((record) => matches(record, query)));
    }
  } finally {
    await store.close();
    await rm(dir, { recursive: true });
  }
});
