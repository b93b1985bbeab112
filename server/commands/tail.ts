import { setTimeout as sleep } from 'node:timers/promises';
import { PipelineError } from '../../core/errors.ts';
import { createApiClient, serverUrl } from '../command-line/api-client.ts';
import { type Command, EXIT, JSON_OPTION, URL_OPTION } from '../command-line/command.ts';
import { formatLog, type LogJson } from '../command-line/format-log.ts';
import { type Frame, openFeed } from '../command-line/live-feed.ts';
import type { Terminal } from '../command-line/terminal.ts';

const FIRST_WAIT_MS = 250;
const MAX_WAIT_MS = 10_000;

interface Show {
  terminal: Terminal;
  json: boolean;
  /** How many logs may still be shown. */
  left: number;
}

async function showFrame(frame: Frame, show: Show): Promise<void> {
  const { terminal, json } = show;
  if (frame.type === 'error') throw new PipelineError(frame.error.code, frame.error.message);
  if (frame.type === 'gap') {
    terminal.note(`… ${frame.skipped} logs were left out, because they came faster than they could be shown`);
  }
  if (frame.type !== 'logs') return;
  for (const log of frame.logs.slice(0, show.left) as LogJson[]) {
    await terminal.print(json ? JSON.stringify(log) : formatLog(log, terminal));
    show.left -= 1;
  }
}

async function follow(url: string, query: string, show: Show): Promise<void> {
  const { terminal } = show;
  let cursor: string | undefined;
  let wait = FIRST_WAIT_MS;
  let wasOpen = false;
  while (show.left > 0) {
    for await (const frame of openFeed(url, { q: query, cursor })) {
      if (frame.type === 'open') {
        terminal.note(wasOpen ? 'connected again' : `watching ${url}; Ctrl-C ends`);
        [wasOpen, wait] = [true, FIRST_WAIT_MS];
      } else await showFrame(frame, show);
      if (frame.type === 'logs') cursor = frame.cursor;
      if (show.left <= 0) return;
    }
    // says what is wrong when the server was never there
    if (!wasOpen) await createApiClient(url).get('/health/live');
    terminal.note(`connection lost; trying again in ${wait / 1_000} s`);
    await sleep(wait);
    wait = Math.min(wait * 2, MAX_WAIT_MS);
  }
}

export const tail: Command = {
  name: 'tail',
  summary: 'Watch logs come in',
  synopsis: '[QUERY]',
  takes: [0, 1],
  options: {
    limit: { type: 'string', short: 'n', value: 'N', help: 'end after so many; default never' },
    json: { ...JSON_OPTION, help: 'one JSON object a line' },
    url: URL_OPTION,
  },
  details: [
    'Shows what comes in from now on and matches the query. After a broken connection it goes on where it stood; where that is not possible, it says how many logs are missing.',
  ],
  examples: [
    ['logsieve tail', 'everything'],
    ["logsieve tail 'level:>=warn service:shop'", 'the warnings of one service'],
    ['logsieve tail category:Security --json | jq .ip_address', 'for another program'],
  ],
  async run({ options, given, terminal }) {
    const left = options.whole('limit', [1, 1_000_000_000], Number.MAX_SAFE_INTEGER);
    const url = serverUrl(options.text('url'), terminal.env);
    await follow(url, given[0] ?? '', { terminal, json: options.flag('json'), left });
    return EXIT.ok;
  },
};
