import { createApiClient, serverUrl } from '../command-line/api-client.ts';
import { type Command, EXIT, JSON_OPTION, URL_OPTION } from '../command-line/command.ts';
import { usageError } from '../command-line/options.ts';

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
    code: { type: 'string', value: 'CODE', help: 'those that failed with this error code' },
    stage: { type: 'string', value: 'STAGE', help: 'those that failed in this stage' },
    all: { type: 'boolean', help: 'every one' },
    'dry-run': { type: 'boolean', help: 'count them, and send nothing' },
    json: JSON_OPTION,
    url: URL_OPTION,
  },
  details: [
    'Each goes in as it first came. One that went round three times stays where it is. Ends with 3 when none matched.',
  ],
  examples: [
    ['logsieve dlq replay --code decode_failed --dry-run', 'how many there are'],
    ['logsieve dlq replay --all', 'after the cause was mended'],
  ],
  async run({ options, given: ids, terminal }) {
    const api = createApiClient(serverUrl(options.text('url'), terminal.env));
    const [code, stage, all] = [options.text('code'), options.text('stage'), options.flag('all')];
    if (ids.length === 0 && code === undefined && stage === undefined && !all)
      throw usageError('expected ids, --code, --stage or --all');
    const replay = await api.post<Replay>('/api/v1/dlq/replay', {
      ...(ids.length > 0 && { ids }),
      ...(code !== undefined && { code }),
      ...(stage !== undefined && { stage }),
      ...(all && { all }),
      dry_run: options.flag('dry-run'),
    });
    await terminal.print(options.flag('json') ? JSON.stringify(replay) : sayReplay(replay));
    return replay.matched === 0 ? EXIT.nothing : EXIT.ok;
  },
};
