import { PipelineError } from '../../core/errors.ts';
import { createApiClient, serverUrl } from '../command-line/api-client.ts';
import { type Command, EXIT, JSON_OPTION, URL_OPTION } from '../command-line/command.ts';
import { usageError } from '../command-line/options.ts';
import { readLines, totalBytes } from '../command-line/read-lines.ts';
import { type Refusal, type SendProgress, sendLines } from '../command-line/send-batches.ts';
import type { Terminal } from '../command-line/terminal.ts';
import { printable } from '../printable.ts';

const MAX_TOLD = 10;
const BAR_WIDTH = 24;

function progressText({ lines, bytes }: Readonly<SendProgress>, total: number | undefined, seconds: number): string {
  const rate = `${lines} lines, ${Math.round(lines / Math.max(seconds, 0.001))}/s`;
  if (total === undefined || total === 0) return rate;
  const share = Math.min(bytes / total, 1);
  const done = Math.round(share * BAR_WIDTH);
  return `[${'#'.repeat(done)}${'-'.repeat(BAR_WIDTH - done)}] ${Math.floor(share * 100)} % ${rate}`;
}

function noteRefusals(refusals: readonly Refusal[], count: number, terminal: Terminal): void {
  for (const { file, line, code, message } of refusals)
    terminal.note(printable(`${file}:${line}: ${code}: ${message}`));
  if (count > refusals.length) terminal.note(`… and ${count - refusals.length} more`);
}

function readEncoding(name: string | undefined): string | undefined {
  if (name === undefined) return undefined;
  try {
    const { encoding } = new TextDecoder(name);
    return encoding === 'utf-8' ? undefined : encoding;
  } catch {
    throw usageError(`--encoding: expected a name such as latin1 or utf-16le, got "${name}"`);
  }
}

export const send: Command = {
  name: 'send',
  summary: 'Send logs from files or standard input',
  synopsis: '[FILE…|-]',
  takes: [0, Number.MAX_SAFE_INTEGER],
  options: {
    format: { type: 'string', value: 'ndjson|text', help: 'default: what the first line looks like' },
    encoding: { type: 'string', value: 'NAME', help: 'of the input, such as latin1 or utf-16le; default utf-8' },
    service: { type: 'string', short: 's', value: 'NAME', help: 'service of logs that name none' },
    'retry-for': { type: 'string', value: 'SECONDS', help: 'how long a batch is tried again; default 60' },
    json: { ...JSON_OPTION, help: 'write the counts as one JSON object' },
    url: URL_OPTION,
  },
  details: [
    'Lines of text are sent as they are, and the server finds out their format (JSON, syslog, nginx, logfmt …). Blank lines are left out.',
    'What is compressed with gzip or zstd is inflated.',
    'Every line that was accepted is durable on the server. When the server has too much to do, sending waits as long as it is told to. A batch whose answer was lost is sent again, and its logs may then be there twice.',
    'From a pipe that stays open, what is there is sent after a second at most.',
    'Ends with 1 when any line was not accepted.',
  ],
  examples: [
    ['logsieve send /var/log/nginx/access.log --service web', 'a file of raw lines'],
    ['my-service | logsieve send --service my-service', 'what a program writes'],
    ['logsieve send *.ndjson --json', 'files of records, and the counts for a program'],
  ],
  async run({ options, given, terminal }) {
    const api = createApiClient(serverUrl(options.text('url'), terminal.env));
    const named = options.text('format') && options.choice('format', ['ndjson', 'text'], 'text');
    const encoding = readEncoding(options.text('encoding'));
    const retryForMs = options.whole('retry-for', [0, 86_400], 60) * 1_000;
    const told: Refusal[] = [];
    const total = await totalBytes(given);
    const startedAt = performance.now();
    let progress: SendProgress = { lines: 0, bytes: 0, accepted: 0, rejected: 0 };
    let failure: PipelineError | undefined;
    try {
      progress = await sendLines(readLines(given, { input: terminal.input, encoding }), {
        api,
        format: named === '' ? undefined : named,
        service: options.text('service'),
        retryForMs,
        onProgress(now) {
          progress = { ...now };
          terminal.status(progressText(now, total, (performance.now() - startedAt) / 1_000));
        },
        onRefusal: (refusal) => told.length < MAX_TOLD && told.push(refusal),
        onWait: (reason, ms) => terminal.note(printable(`${reason}; trying again in ${ms / 1_000} s`)),
      });
    } catch (error) {
      if (!(error instanceof PipelineError)) throw error;
      failure = error;
    }
    const { lines, accepted, rejected } = progress;
    noteRefusals(told, rejected, terminal);
    if (options.flag('json')) await terminal.print(JSON.stringify({ lines, accepted, rejected, complete: !failure }));
    else terminal.note(`${lines} lines sent: ${accepted} accepted, ${rejected} rejected`);
    if (failure) throw failure;
    return rejected > 0 ? EXIT.failed : EXIT.ok;
  },
};
