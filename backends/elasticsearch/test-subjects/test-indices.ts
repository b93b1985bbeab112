import { randomUUID } from 'node:crypto';

/** Room on the Elasticsearch of a test run (`npm run test:engines`) for one test. */
export interface TestIndices {
  urls: string[];
  /** What the names of all its indices begin with. */
  prefix: string;
  /** Deletes them, and the templates. */
  remove(): Promise<void>;
  /** Asks the server itself; the parsed answer. */
  ask(method: string, path: string, body?: unknown): Promise<unknown>;
}

export function createTestIndices(): TestIndices {
  const url = process.env.ELASTICSEARCH_URL;
  if (url === undefined) throw new Error('ELASTICSEARCH_URL is not set; npm run test:engines sets it.');
  const prefix = `test-${randomUUID().slice(0, 13)}`;
  const ask: TestIndices['ask'] = async (method, path, body) => {
    const answer = await fetch(new URL(path, url), {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return answer.json();
  };
  return {
    urls: [url],
    prefix,
    ask,
    async remove() {
      const found = (await ask('GET', `/_cat/indices/${prefix}*?h=index&format=json`)) as { index: string }[];
      if (found.length > 0) await ask('DELETE', `/${found.map(({ index }) => index).join(',')}`);
      await ask('DELETE', `/_index_template/${prefix}*`);
    },
  };
}
