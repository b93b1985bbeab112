import { writeSync } from 'node:fs';
import { createEmbeddedStore } from '../log-store.ts';
import { numberedRecord } from './numbered-record.ts';

/**
 * Writes numbered records until it is killed: `crash-child.ts DIR FIRST`. Each line on stdout is the next offset after a
 * call that was answered. Blocks are small, so that merging goes on all the time.
 */
const [dir = '', first = '0'] = process.argv.slice(2);
const store = await createEmbeddedStore({ dir });
for (let offset = Number(first), call = 0; ; call++) {
  const size = 1 + ((call * 37) % 90);
  await store.write(Array.from({ length: size }, (_, index) => numberedRecord(offset + index)));
  offset += size;
  writeSync(1, `${offset}\n`);
  await new Promise(setImmediate);
}
