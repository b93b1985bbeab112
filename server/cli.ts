import { PipelineError } from '../core/errors.ts';
import { nearestName } from '../core/nearest-name.ts';
import { type Command, EXIT } from './command-line/command.ts';
import { formatCommandHelp, formatHelp } from './command-line/help.ts';
import { parseOptions, usageError } from './command-line/options.ts';
import { createTerminal, type Terminal } from './command-line/terminal.ts';
import { COMMANDS } from './commands/commands.ts';
import { printable } from './printable.ts';

interface Found {
  command: Command;
  rest: readonly string[];
}

function findCommand(words: readonly string[]): Found {
  const [first = '', second = ''] = words;
  for (const [name, length] of [
    [`${first} ${second}`, 2],
    [first, 1],
  ] as const) {
    const command = COMMANDS.find((each) => each.name === name);
    if (command) return { command, rest: words.slice(length) };
  }
  const below = COMMANDS.filter((each) => each.name.startsWith(`${first} `)).map((each) => each.name);
  if (below.length > 0) throw usageError(`expected one of: ${below.join(', ')}`);
  const near = nearestName(
    first,
    COMMANDS.map((each) => each.name),
  );
  throw usageError(`unknown command "${first}"${near === undefined ? '' : `; did you mean ${near}?`}`);
}

const USAGE_CODES: ReadonlySet<string> = new Set(['invalid_parameter', 'invalid_config', 'query_syntax']);

/** Says in lines of a person's language what went wrong; a stack only for what should never happen. */
function tell(error: unknown, terminal: Terminal): number {
  if (!(error instanceof PipelineError)) {
    terminal.note(`logsieve: ${error instanceof Error ? error.stack : String(error)}`);
    return EXIT.failed;
  }
  for (const line of error.message.split('\n')) terminal.note(`logsieve: ${printable(line)}`);
  if (!USAGE_CODES.has(error.code)) return EXIT.failed;
  if (error.code === 'invalid_parameter') terminal.note('logsieve --help, or logsieve COMMAND --help, tells more');
  return EXIT.usage;
}

/** Runs what the words of the command line ask for; resolves with the exit code. */
export async function runCommandLine(words: readonly string[], terminal: Terminal): Promise<number> {
  const [first] = words;
  if (first === undefined || first === 'help' || first === '--help' || first === '-h') {
    const asked = words.slice(1);
    await terminal.print(asked.length > 0 ? formatCommandHelp(findCommand(asked).command) : formatHelp(COMMANDS));
    return first === undefined ? EXIT.usage : EXIT.ok;
  }
  const { command, rest } = findCommand(
    first === '--version' || first === '-v' ? ['version', ...words.slice(1)] : words,
  );
  const { options, given, wantsHelp } = parseOptions(rest, command);
  if (wantsHelp) {
    await terminal.print(formatCommandHelp(command));
    return EXIT.ok;
  }
  return command.run({ options, given, terminal });
}

if (import.meta.main) {
  const terminal = createTerminal();
  const code = await runCommandLine(process.argv.slice(2), terminal).catch((error) => tell(error, terminal));
  // what was written to a pipe is out before the process is
  process.stdout.write('', () => process.exit(code));
}
