import { createApiClient, serverUrl } from '../command-line/api-client.ts';
import { type Command, EXIT, JSON_OPTION, URL_OPTION } from '../command-line/command.ts';
import { LETTER_OPTIONS, readLetterFilters } from '../command-line/letter-filters.ts';
import { usageError } from '../command-line/options.ts';

const MAX_RATE = 1_000_000;

interface Replay {
  matched: number;
  replayed: number;
  refused: number;
  dry_run: boolean;
}

function sayReplay({ matched, replayed, refused, dry_run }: Replay): string {
  const done = dry_run ? `${matched - refused} would be sent again` : `${replayed} sent again`;
  return `${matched} dead letters: ${done}${refused > 0 ? `, ${refused} refused: sent again too often already, or without a source to go back to` : ''}`;
}

export const dlqReplay: Command = {
  name: 'dlq replay',
  summary: 'Send dead letters through the pipeline again',
  synopsis: '[ID…]',
  takes: [0, 1_000],
  options: {
    ...LETTER_OPTIONS,
    all: { type: 'boolean', help: 'every one' },
    rate: { type: 'string', value: 'N', help: 'at most so many a second, and for a minute at most' },
    'dry-run': { type: 'boolean', help: 'count them, and send nothing' },
    json: JSON_OPTION,
    url: URL_OPTION,
  },
  details: [
    'Each goes in as it first came. One that went round three times stays where it is. Ends with 3 when none matched.',
  ],
  examples: [
    ['logsieve dlq replay --code decode_failed --dry-run', 'how many there are'],
    ['logsieve dlq replay --not-replayed', 'after the cause was mended'],
    ['logsieve dlq replay --query checkout --rate 100', 'some of them, slowly'],
    ['logsieve dlq replay --topic logs --from now-2h --to now-1h', 'those of an hour'],
  ],
  async run({ options, given: ids, terminal }) {
    const api = createApiClient(serverUrl(options.text('url'), terminal.env));
    const filters = readLetterFilters(options);
    const all = options.flag('all');
    const rate = options.whole('rate', [1, MAX_RATE], 0);
    if (ids.length === 0 && Object.keys(filters).length === 0 && !all)
      throw usageError(
        'expected ids, --all, or one of --code, --stage, --topic, --query, --from, --to, --not-replayed',
      );
    const replay = await api.post<Replay>('/api/v1/dlq/replay', {
      ...(ids.length > 0 && { ids }),
      ...filters,
      ...(all && { all }),
      ...(rate > 0 && { rate_per_s: rate }),
      dry_run: options.flag('dry-run'),
    });
    await terminal.print(options.flag('json') ? JSON.stringify(replay) : sayReplay(replay));
    return replay.matched === 0 ? EXIT.nothing : EXIT.ok;
  },
};
