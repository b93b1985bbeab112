import { parseArgs } from 'node:util';
import { PipelineError } from '../../core/errors.ts';
import { parseDuration } from '../../core/time.ts';
import { INCIDENTS, type IncidentName } from './incidents.ts';

export interface DemoOptions {
  url: string;
  /** Requests a second. */
  rate: number;
  incident: IncidentName | 'none';
  /** Of everything; null: until the alert is there, and a little longer. */
  durationMs: number | null;
  /** Where the Slack stand-in listens; null: any free port, and only when the demo starts Logsieve itself. */
  slackPort: number | null;
  wantsHelp: boolean;
}

const NAMES = [...(Object.keys(INCIDENTS) as IncidentName[]), 'none'] as const;

export const HELP = `npm run demo -- [options]

Two small services, music-recommender and hsearch, serve requests and log through the SDK. First all is
well, then something goes wrong, and an alert arrives. When no Logsieve answers at the URL, the demo
starts one, with a local stand-in for Slack that shows the messages it gets.

  --url URL               Logsieve ($LOGSIEVE_URL or http://127.0.0.1:8080)
  --rate N                requests a second (50)
  --incident NAME         ${NAMES.join(', ')} (brute-force)
  --duration 60s          end after this time (default: when the alert is there)
  --slack-stand-in PORT   where the stand-in for Slack listens (any free port)
  --help`;

function wrong(message: string): PipelineError {
  return new PipelineError('invalid_parameter', message);
}

function readDuration(text: string): number {
  const ms = parseDuration(text);
  if (ms === null) throw wrong(`--duration: expected a time such as 60s or 5m, got "${text}"`);
  return ms;
}

function readNumber(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= least && value <= most) return value;
  throw wrong(`--${name}: expected a number from ${least} to ${most}, got "${text}"`);
}

function readIncident(text: string): DemoOptions['incident'] {
  const found = NAMES.find((name) => name === text);
  if (found === undefined) throw wrong(`--incident: expected one of ${NAMES.join(', ')}, got "${text}"`);
  return found;
}

function readUrl(text: string): string {
  if (URL.canParse(text) && /^https?:/.test(text)) return text.replace(/\/$/, '');
  throw wrong(`--url: expected a URL such as http://127.0.0.1:8080, got "${text}"`);
}

function parseWords(words: readonly string[]) {
  const text = { type: 'string' } as const;
  const options = { url: text, rate: text, incident: text, duration: text, 'slack-stand-in': text } as const;
  const help = { type: 'boolean', short: 'h' } as const;
  try {
    return parseArgs({ args: [...words], options: { ...options, help } }).values;
  } catch (error) {
    throw wrong((error as Error).message);
  }
}

/** @throws PipelineError `invalid_parameter` */
export function readOptions(words: readonly string[], env: Readonly<Record<string, string | undefined>>): DemoOptions {
  const given = parseWords(words);
  const { duration, 'slack-stand-in': slackPort } = given;
  return {
    url: readUrl(given.url ?? (env.LOGSIEVE_URL || 'http://127.0.0.1:8080')),
    rate: readNumber('rate', given.rate ?? '50', 0.1, 1_000),
    incident: readIncident(given.incident ?? 'brute-force'),
    durationMs: duration === undefined ? null : readDuration(duration),
    slackPort: slackPort === undefined ? null : readNumber('slack-stand-in', slackPort, 0, 65_535),
    wantsHelp: given.help ?? false,
  };
}
