import { isatty } from 'node:tty';
import pino from 'pino';
import type { LogFields, Logger } from '../core/logger.ts';
import { createFieldCleaner } from './log-fields.ts';
import { printable } from './printable.ts';

export interface LoggerOptions {
  level: 'debug' | 'info' | 'warn' | 'error';
  format: 'json' | 'pretty';
  /** The part of the house that speaks. */
  name: string;
  /** Gets whole lines. Default: standard error, written before the call returns. */
  destination?: { write(line: string): void };
  /** Texts that are hidden wherever they stand, beside everything that looks like a secret. */
  secrets?: readonly string[];
}

const COLOURS: Readonly<Record<string, string>> = { DEBUG: '90', INFO: '32', WARN: '33', ERROR: '31' };

/** Standard error, for whole lines, written before the call returns. Never throws, also when nobody reads it any more. */
export function standardError(): { write(line: string): void } {
  const destination = pino.destination({ fd: 2, sync: true });
  // nobody reads any more: a log that cannot be written must not end the process
  destination.on('error', () => {});
  return destination;
}

function pair([key, value]: [string, unknown]): string {
  const isPlain = typeof value === 'string' && /^[^\s"=\\]+$/.test(value);
  return `${printable(key)}=${printable(isPlain ? value : JSON.stringify(value))}`;
}

/** One line for a person: time, level, part, message, then the fields as key=value. */
function prettyLine(json: string, colours: boolean): string {
  const { timestamp, level, part, message, service: _, ...fields } = JSON.parse(json) as Record<string, string>;
  const mark = String(level).toUpperCase();
  const shown = colours ? `\u001b[${COLOURS[mark]}m${mark.padEnd(5)}\u001b[0m` : mark.padEnd(5);
  const words = [String(timestamp).slice(11, 23), shown, `${part}:`, printable(message ?? '')];
  return `${[...words, ...Object.entries(fields).map(pair)].join(' ')}\n`;
}

/**
 * Our own log. As JSON each line is itself a log that Logsieve can take (`timestamp level service part message` and the fields).
 * Errors are written as code and message, with the stack at level debug only. One line a call, whatever stands in it; no secret.
 */
export function createLogger(options: LoggerOptions): Logger {
  const { level, format, name, secrets = [] } = options;
  const target = options.destination ?? standardError();
  const colours = options.destination === undefined && isatty(2) && !process.env.NO_COLOR;
  const destination =
    format === 'pretty'
      ? { write: (line: string) => target.write(prettyLine(line, colours)) }
      : { write: (line: string) => target.write(`${printable(line.trimEnd())}\n`) };
  const clean = createFieldCleaner(secrets, level === 'debug');
  const sink = pino(
    {
      level,
      base: { service: 'logsieve', part: name },
      messageKey: 'message',
      timestamp: () => `,"timestamp":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    destination,
  );
  const write = (severity: LoggerOptions['level']) => (message: string, fields?: LogFields) => {
    if (sink.isLevelEnabled(severity)) sink[severity](fields ? clean.fields(fields) : {}, clean.text(message));
  };
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}
