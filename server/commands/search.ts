import { createApiClient, serverUrl } from '../command-line/api-client.ts';
import { type Command, EXIT, JSON_OPTION, URL_OPTION } from '../command-line/command.ts';
import { fieldNames, formatFields, formatLog, type LogJson, pickFields } from '../command-line/format-log.ts';

interface Page {
  total: { value: number; relation: 'eq' | 'gte' };
  logs: LogJson[];
  next_cursor: string | null;
}

const PAGE = 1_000;
const MAX_LIMIT = 10_000_000;

export const search: Command = {
  name: 'search',
  summary: 'Find logs',
  synopsis: '[QUERY]',
  takes: [0, 1],
  options: {
    from: { type: 'string', value: 'TIME', help: 'RFC 3339 or now-15m; default now-1h' },
    to: { type: 'string', value: 'TIME', help: 'default now' },
    limit: { type: 'string', short: 'n', value: 'N', help: 'at most so many; default 100' },
    order: { type: 'string', value: 'asc|desc', help: 'desc (default) has the newest first' },
    level: { type: 'string', value: 'LIST', help: 'only these levels, commas between' },
    service: { type: 'string', value: 'LIST', help: 'only these services' },
    category: { type: 'string', value: 'LIST', help: 'only these categories' },
    fields: {
      type: 'string',
      value: 'LIST',
      help: 'only these, with attributes.NAME; tabs between, or with --json an object',
    },
    json: { ...JSON_OPTION, help: 'one JSON object a line' },
    url: URL_OPTION,
  },
  details: [
    'The query language: words, "phrases", field:value, field:>=value, field:[a TO b], pay*, /regex/, AND OR NOT - ( ). Put -- before a query that begins with a minus sign.',
    'Ends with 3 when nothing was found.',
  ],
  examples: [
    ["logsieve search 'level:>=error timeout'", 'errors of the last hour that speak of a timeout'],
    ['logsieve search service:shop --from now-7d -n 5000 --json > shop.ndjson', 'keep a week of one service'],
    ["logsieve search 'status_code:>=500' --fields timestamp,endpoint,status_code", 'a table'],
  ],
  async run({ options, given, terminal }) {
    const api = createApiClient(serverUrl(options.text('url'), terminal.env));
    const limit = options.whole('limit', [1, MAX_LIMIT], 100);
    const fields = fieldNames(options.text('fields'));
    const order = options.choice('order', ['asc', 'desc'], 'desc');
    const filters = Object.fromEntries(
      ['from', 'to', 'level', 'service', 'category'].map((name) => [name, options.text(name)]),
    );
    const format = options.flag('json')
      ? (log: LogJson) => JSON.stringify(fields ? pickFields(log, fields) : log)
      : (log: LogJson) => (fields ? formatFields(log, fields, terminal.isTerminal) : formatLog(log, terminal));
    let printed = 0;
    let cursor: string | null = null;
    let page: Page;
    do {
      const parameters = { q: given[0], ...filters, order, limit: Math.min(PAGE, limit - printed) };
      page = await api.get<Page>('/api/v1/logs/search', cursor === null ? parameters : { ...parameters, cursor });
      for (const log of page.logs) await terminal.print(format(log));
      printed += page.logs.length;
      cursor = page.next_cursor;
    } while (cursor !== null && printed < limit);
    const { value, relation } = page.total;
    if (!options.flag('json')) terminal.note(`${printed} of ${relation === 'gte' ? 'at least ' : ''}${value} logs`);
    return printed === 0 ? EXIT.nothing : EXIT.ok;
  },
};
