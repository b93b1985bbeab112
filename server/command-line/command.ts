import type { OptionSpec } from './option-spec.ts';
import type { Options } from './options.ts';
import type { Terminal } from './terminal.ts';

/** What the process ends with. */
export const EXIT = {
  ok: 0,
  /** It could not be done, or not wholly. */
  failed: 1,
  /** The command line, the settings or a query are wrong: nothing was done. */
  usage: 2,
  /** It was done, and there was nothing. */
  nothing: 3,
} as const;

export interface CommandInput {
  options: Options;
  /** What stands on the command line without a name. */
  given: readonly string[];
  terminal: Terminal;
}

export interface Command {
  /** One word, or two: `dlq list`. */
  name: string;
  summary: string;
  /** How its arguments are written: `[FILE…|-]`. */
  synopsis: string;
  /** Least and greatest number of arguments. */
  takes: readonly [number, number];
  options: Readonly<Record<string, OptionSpec>>;
  /** More than the summary says, one paragraph each. */
  details: readonly string[];
  examples: readonly (readonly [line: string, meaning: string])[];
  /** Resolves with the exit code. */
  run(input: CommandInput): Promise<number>;
}

/** Options that several commands share. */
export const URL_OPTION: OptionSpec = {
  type: 'string',
  value: 'URL',
  help: 'the server; default $LOGSIEVE_URL or http://127.0.0.1:8080',
};
export const JSON_OPTION: OptionSpec = { type: 'boolean', help: 'write JSON, for programs' };
