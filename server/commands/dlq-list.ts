import { createApiClient, serverUrl } from '../command-line/api-client.ts';
import { type Command, EXIT, JSON_OPTION, URL_OPTION } from '../command-line/command.ts';
import { LETTER_OPTIONS, readLetterFilters } from '../command-line/letter-filters.ts';
import { printable } from '../printable.ts';

interface DeadLetter {
  id: string;
  at: string;
  code: string;
  stage: string;
  reason: string;
  replays: number;
  replayed_at: string | null;
  replay_outcome: 'sent' | 'unknown' | null;
  value: string;
}

interface Page {
  dead_letters: DeadLetter[];
  next_cursor: string | null;
}

const PAGE = 1_000;
const SHOWN_CHARACTERS = 120;

function sayReplays({ replays, replayed_at, replay_outcome }: DeadLetter): string[] {
  if (replay_outcome === null) return [];
  const times = replays === 1 ? 'replayed' : `replayed ${replays} times, last`;
  return [`(${times} ${replayed_at}${replay_outcome === 'unknown' ? ', not known whether it arrived' : ''})`];
}

export const dlqList: Command = {
  name: 'dlq list',
  summary: 'List the logs that could not be processed',
  synopsis: '',
  takes: [0, 0],
  options: {
    ...LETTER_OPTIONS,
    limit: { type: 'string', short: 'n', value: 'N', help: 'at most so many; default 100' },
    json: { ...JSON_OPTION, help: 'one JSON object a line' },
    url: URL_OPTION,
  },
  details: ['The newest comes first, with the reason. Ends with 3 when there is none.'],
  examples: [
    ['logsieve dlq list -n 20', 'what went wrong lately'],
    ['logsieve dlq list --topic logs.classified --from now-1d', 'what the store refused within a day'],
  ],
  async run({ options, terminal }) {
    const api = createApiClient(serverUrl(options.text('url'), terminal.env));
    const filters = readLetterFilters(options);
    const limit = options.whole('limit', [1, 10_000_000], 100);
    const format = (letter: DeadLetter): string => {
      const { id, at, code, stage, reason, value } = letter;
      const head = [terminal.paint('dim', at), terminal.paint('red', printable(code)), printable(stage), id];
      const lines = [head.concat(sayReplays(letter)).join(' '), printable(reason)];
      return [...lines, printable(value.slice(0, SHOWN_CHARACTERS))].join('\n    ');
    };
    let printed = 0;
    let cursor: string | null = null;
    do {
      const parameters = { ...filters, limit: Math.min(PAGE, limit - printed), ...(cursor !== null && { cursor }) };
      const page: Page = await api.get<Page>('/api/v1/dlq', parameters);
      for (const letter of page.dead_letters)
        await terminal.print(options.flag('json') ? JSON.stringify(letter) : format(letter));
      printed += page.dead_letters.length;
      cursor = page.next_cursor;
    } while (cursor !== null && printed < limit);
    if (printed === 0) terminal.note('no dead letters');
    return printed === 0 ? EXIT.nothing : EXIT.ok;
  },
};
