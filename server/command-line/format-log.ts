import { PipelineError } from '../../core/errors.ts';
import { nearestName } from '../../core/nearest-name.ts';
import { FIELDS } from '../../core/query/ast.ts';
import { printable } from '../printable.ts';
import type { Colour, Terminal } from './terminal.ts';

/** A log as JSON gives it; whatever is not there is left out. */
export type LogJson = Readonly<Record<string, unknown>>;

const LEVEL_COLOURS: Readonly<Record<string, Colour>> = {
  trace: 'dim',
  debug: 'dim',
  info: 'green',
  warn: 'yellow',
  error: 'red',
  fatal: 'red',
};

const textOf = (value: unknown): string =>
  value === undefined || value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);

/** More than a screen holds. */
const MAX_SHOWN = 4_000;

/** What a person who looks at it can take in of a text, and how much is missing. */
function shorten(text: string, isTerminal: boolean): string {
  if (!isTerminal || text.length <= MAX_SHOWN) return text;
  const shown = text.slice(0, MAX_SHOWN).replace(/[\ud800-\udbff]$/, '');
  return `${shown}… [${text.length - shown.length} more characters; --json shows them]`;
}

/** One line for a person: time, level, service, category, message. Nothing in it steers the terminal. */
export function formatLog(log: LogJson, terminal: Pick<Terminal, 'paint' | 'isTerminal'>): string {
  const part = (name: string) => printable(textOf(log[name]));
  const level = part('level');
  const facts = ['method', 'endpoint', 'status_code'].map(part).filter((each) => each !== '');
  const words = [
    terminal.paint('dim', part('timestamp')),
    terminal.paint(LEVEL_COLOURS[level] ?? 'dim', level.toUpperCase().padEnd(5)),
    terminal.paint('cyan', part('service')),
    part('category') && `[${part('category')}]`,
    shorten(part('message'), terminal.isTerminal),
    facts.length > 0 && terminal.paint('dim', `(${facts.join(' ')})`),
  ];
  return words.filter((word) => word !== '' && word !== false).join(' ');
}

function own(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as LogJson)[key] : undefined;
}

/** The value of a field: a known one, or one inside `attributes`, such as `attributes.order.id`. */
export function fieldOf(log: LogJson, name: string): unknown {
  const path = name.replace(/^attributes\./, '');
  return own(log, name) ?? own(log.attributes, path) ?? path.split('.').reduce<unknown>(own, log.attributes);
}

/** The fields with tabs between them; a field that is not there is empty. */
export function formatFields(log: LogJson, names: readonly string[], isTerminal: boolean): string {
  return names.map((name) => shorten(printable(textOf(fieldOf(log, name))), isTerminal)).join('\t');
}

/** Only the named fields. */
export function pickFields(log: LogJson, names: readonly string[]): LogJson {
  return Object.fromEntries(names.map((name) => [name, fieldOf(log, name) ?? null]));
}

const KNOWN: readonly string[] = [...FIELDS, 'attributes'];

/** Names from `a,b,c`; undefined when none are given. @throws PipelineError `invalid_parameter` for one that is neither a field of a log nor begins with `attributes.` */
export function fieldNames(option: string | undefined): readonly string[] | undefined {
  const names = option
    ?.split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  for (const name of names ?? [])
    if (!KNOWN.includes(name) && !name.startsWith('attributes.')) throw unknownField(name);
  return names;
}

function unknownField(name: string): PipelineError {
  const near = nearestName(name, KNOWN) ?? `attributes.${name}`;
  return new PipelineError('invalid_parameter', `--fields: ${name} is no field of a log; did you mean ${near}?`);
}
