import { workerData } from 'node:worker_threads';
import { createEmbeddedStore } from '../log-store.ts';
import { numberedRecord } from './numbered-record.ts';

/** A thread that writes so many numbered records in small calls, with a store of its own over the folder. */
export interface WriterTask {
  dir: string;
  count: number;
  size: number;
}

const { dir, count, size } = workerData as WriterTask;
const store = await createEmbeddedStore({ dir });
for (let offset = 0; offset < count; offset += size) {
  await store.write(Array.from({ length: size }, (_, index) => numberedRecord(offset + index)));
  await new Promise(setImmediate);
}
await store.close();
