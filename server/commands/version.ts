import { type Command, EXIT, JSON_OPTION } from '../command-line/command.ts';
import { VERSION } from '../version.ts';

export const version: Command = {
  name: 'version',
  summary: 'Say which version this is',
  synopsis: '',
  takes: [0, 0],
  options: { json: JSON_OPTION },
  details: [],
  examples: [['logsieve version --json', 'the version of Node too']],
  async run({ options, terminal }) {
    const { node } = process.versions;
    await terminal.print(options.flag('json') ? JSON.stringify({ version: VERSION, node }) : VERSION);
    return EXIT.ok;
  },
};
