import type { ElasticsearchClient } from './client.ts';
import { KEYWORD_FIELDS, NUMBER_FIELDS, TIME_FIELDS } from './document.ts';
import { toPipelineError } from './errors.ts';
import { MAX_TOKEN } from './faithful-text.ts';

/** Refreshes are asked for by whoever writes; this one only catches what a writer that died left behind. */
const REFRESH_INTERVAL = '30s';

const each = <T>(names: readonly string[], mapping: T): Record<string, T> =>
  Object.fromEntries(names.map((name) => [name, mapping]));

const MAPPINGS = {
  dynamic: false as const,
  properties: {
    // doc values answer ranges of these well enough once `timestamp` has narrowed the search, and cost half as much to write
    ...each(TIME_FIELDS, { type: 'date' as const, index: false }),
    ...each(NUMBER_FIELDS, { type: 'double' as const, index: false }),
    response_time_bin: { type: 'double' as const, index: false },
    timestamp: { type: 'date' as const },
    ...each(KEYWORD_FIELDS, { type: 'keyword' as const }),
    // stands there to be shown; `words` is what is searched
    message: { type: 'text' as const, index: false, norms: false },
    words: { type: 'text' as const, analyzer: 'words', norms: false },
    attributes: { type: 'flattened' as const },
    present: { type: 'keyword' as const, doc_values: false },
    numbers: { type: 'keyword' as const, doc_values: false },
    addresses: { type: 'keyword' as const, doc_values: false },
    epoch: { type: 'keyword' as const, index: false },
    partition: { type: 'integer' as const, index: false },
    offset: { type: 'long' as const, index: false },
  },
};

/** Words come as the query language's own tokens, put together with spaces: all that is left is to take them apart. */
const ANALYSIS = {
  tokenizer: { words: { type: 'whitespace' as const, max_token_length: MAX_TOKEN } },
  analyzer: { words: { type: 'custom' as const, tokenizer: 'words' } },
};

/**
 * Tells Elasticsearch what the daily indices of the alias look like. Nothing in a record can change the mapping: `dynamic` is
 * off, and whatever is inside attributes is one `flattened` field.
 */
export async function putLogTemplate(client: ElasticsearchClient, alias: string): Promise<void> {
  try {
    await client.indices.putIndexTemplate({
      name: alias,
      index_patterns: [`${alias}-*`],
      priority: 500,
      template: {
        aliases: { [alias]: {} },
        mappings: MAPPINGS,
        settings: {
          number_of_shards: 1,
          auto_expand_replicas: '0-1',
          refresh_interval: REFRESH_INTERVAL,
          analysis: ANALYSIS,
        },
      },
    });
  } catch (error) {
    throw toPipelineError(error);
  }
}

/** The index of a day that is written `2026-11-20`. */
export function indexOfDay(alias: string, day: string): string {
  return `${alias}-${day.replaceAll('-', '.')}`;
}

/** The end of the day that an index holds, epoch ms; null when the name is that of no day. */
export function endOfIndex(alias: string, index: string): number | null {
  const day = index.startsWith(`${alias}-`) ? index.slice(alias.length + 1).replaceAll('.', '-') : '';
  const start = Date.parse(`${day}T00:00:00.000Z`);
  return Number.isNaN(start) ? null : start + 86_400_000;
}
