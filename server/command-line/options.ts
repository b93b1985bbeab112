import { parseArgs } from 'node:util';
import { PipelineError } from '../../core/errors.ts';
import { nearestName } from '../../core/nearest-name.ts';
import type { OptionSpec } from './option-spec.ts';

/** What of a command its options are read by. */
interface OptionedCommand {
  name: string;
  synopsis: string;
  takes: readonly [number, number];
  options: Readonly<Record<string, OptionSpec>>;
}

/** The options of one call of a command. */
export interface Options {
  text(name: string): string | undefined;
  /** Every value of an option that may be given several times. */
  texts(name: string): readonly string[];
  flag(name: string): boolean;
  /** @throws PipelineError `invalid_parameter` when it is no whole number in the range. */
  whole(name: string, range: readonly [min: number, max: number], fallback: number): number;
  /** @throws PipelineError `invalid_parameter` when it is none of the choices. */
  choice<const T extends string>(name: string, choices: readonly T[], fallback: T): T;
}

/** A mistake of the person at the command line. */
export function usageError(message: string): PipelineError {
  return new PipelineError('invalid_parameter', message);
}

type Values = Readonly<Record<string, unknown>>;

function createOptions(values: Values): Options {
  const text = (name: string) => values[name] as string | undefined;
  return {
    text,
    texts: (name) => (values[name] as string[] | undefined) ?? [],
    flag: (name) => values[name] === true,
    whole(name, [min, max], fallback) {
      const given = text(name);
      if (given === undefined) return fallback;
      const value = Number(given);
      if (/^\d+$/.test(given) && value >= min && value <= max) return value;
      throw usageError(`--${name}: expected a whole number from ${min} to ${max}, got "${given}"`);
    },
    choice(name, choices, fallback) {
      const given = text(name) ?? fallback;
      const found = choices.find((each) => each === given);
      if (found !== undefined) return found;
      throw usageError(`--${name}: expected one of ${choices.join(', ')}, got "${given}"`);
    },
  };
}

function describeMistake(error: unknown, command: OptionedCommand): string {
  const { code, message } = error as { code?: string; message: string };
  const name = /'(?:-\w, )?(-[^' ]*)/.exec(message)?.[1] ?? '';
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
    const near = nearestName(name.replace(/^-+/, ''), Object.keys(command.options));
    return `unknown option ${name}${near === undefined ? '' : `; did you mean --${near}?`}`;
  }
  return message.split('\n')[0] ?? message;
}

export interface ParsedLine {
  options: Options;
  given: readonly string[];
  wantsHelp: boolean;
}

/** Reads what stands behind the name of a command. @throws PipelineError `invalid_parameter` */
export function parseOptions(words: readonly string[], command: OptionedCommand): ParsedLine {
  const specs = Object.entries({ ...command.options, help: { type: 'boolean' as const, short: 'h' } });
  const options = Object.fromEntries(
    specs.map(([name, { type, ...rest }]) => [
      name,
      { type, ...('short' in rest && rest.short && { short: rest.short }), multiple: 'multiple' in rest },
    ]),
  );
  let parsed: { values: Values; positionals: string[] };
  try {
    parsed = parseArgs({ args: [...words], options, allowPositionals: true });
  } catch (error) {
    throw usageError(describeMistake(error, command));
  }
  const { values, positionals: given } = parsed;
  const wantsHelp = values.help === true;
  const [least, most] = command.takes;
  if (!wantsHelp && given.length < least) throw usageError(`expected ${command.synopsis}`);
  if (!wantsHelp && given.length > most) throw usageError(`too many arguments: "${given[most]}"`);
  return { options: createOptions(values), given, wantsHelp };
}
