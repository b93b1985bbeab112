import { type Command, EXIT, JSON_OPTION } from '../command-line/command.ts';
import { formatLog } from '../command-line/format-log.ts';
import { readLines } from '../command-line/read-lines.ts';

export const parse: Command = {
  name: 'parse',
  summary: 'Show what the parsers make of raw lines',
  synopsis: '[FILE…|-]',
  takes: [0, Number.MAX_SAFE_INTEGER],
  options: { json: { ...JSON_OPTION, help: 'one JSON object a line: format, confidence, record' } },
  details: ['Works without a server and stores nothing. Blank lines are left out.'],
  examples: [
    ['head -5 access.log | logsieve parse', 'which format is found, and what is read from it'],
    ['logsieve parse app.log --json | jq .record.attributes', 'all fields'],
  ],
  async run({ options, given, terminal }) {
    const { parseLine } = await import('../../parsers/detect.ts');
    for await (const { bytes } of readLines(given, terminal)) {
      const line = bytes.toString();
      if (line.trim() === '') continue;
      const parsed = parseLine(line, { receivedAt: Date.now() });
      const { format, confidence, record } = parsed;
      const head = terminal.paint('bold', `${format} ${Math.round(confidence * 100)} %`.padEnd(22));
      await terminal.print(
        options.flag('json') ? JSON.stringify(parsed) : `${head} ${formatLog({ ...record }, terminal)}`,
      );
    }
    return EXIT.ok;
  },
};
