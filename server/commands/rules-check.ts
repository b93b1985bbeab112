import { readFile } from 'node:fs/promises';
import { PipelineError } from '../../core/errors.ts';
import { type Command, EXIT, JSON_OPTION } from '../command-line/command.ts';

async function readRuleText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new PipelineError('bad_request', `${file}: cannot be read (${(cause as NodeJS.ErrnoException).code})`, {
      cause,
    });
  }
}

export const rulesCheck: Command = {
  name: 'rules check',
  summary: 'Check files of alert rules',
  synopsis: 'FILE…',
  takes: [1, Number.MAX_SAFE_INTEGER],
  options: { json: { ...JSON_OPTION, help: 'one JSON object a file: its rules, or its faults with their lines' } },
  details: ['Works without a server. Every fault is told with file and line; ends with 1 when there is any.'],
  examples: [['logsieve rules check alerts.yaml', 'before ALERT_RULES=alerts.yaml logsieve start']],
  async run({ options, given, terminal }) {
    const { parseRuleFile } = await import('../../stream-processor/rules/rule-file.ts');
    const json = options.flag('json');
    let code: number = EXIT.ok;
    for (const file of given) {
      const text = await readRuleText(file);
      try {
        const names = parseRuleFile(text, file).map((rule) => rule.name);
        await terminal.print(
          json ? JSON.stringify({ file, rules: names, faults: [] }) : `${file}: ${names.length} rules, all right`,
        );
      } catch (error) {
        if (!(error instanceof PipelineError)) throw error;
        code = EXIT.failed;
        if (json) await terminal.print(JSON.stringify({ file, rules: [], faults: error.details?.faults ?? [] }));
        else terminal.note(error.message);
      }
    }
    return code;
  },
};
