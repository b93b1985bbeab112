import type { OptionSpec } from './option-spec.ts';
import type { Options } from './options.ts';

/** Options that say which dead letters are meant, and the names that the API has for them. */
const FILTERS = {
  code: { name: 'code', spec: { type: 'string', value: 'CODE', help: 'those that failed with this error code' } },
  stage: { name: 'stage', spec: { type: 'string', value: 'STAGE', help: 'those that failed in this stage' } },
  topic: { name: 'topic', spec: { type: 'string', value: 'TOPIC', help: 'those that failed on this topic' } },
  query: {
    name: 'q',
    spec: { type: 'string', short: 'q', value: 'TEXT', help: 'those whose message holds this text, as it is written' },
  },
  from: {
    name: 'from',
    spec: { type: 'string', value: 'TIME', help: 'those that failed since: RFC 3339 or now-15m' },
  },
  to: { name: 'to', spec: { type: 'string', value: 'TIME', help: 'those that failed until then' } },
} as const satisfies Record<string, { name: string; spec: OptionSpec }>;

/** The options of a command that chooses dead letters. */
export const LETTER_OPTIONS: Readonly<Record<string, OptionSpec>> = {
  ...Object.fromEntries(Object.entries(FILTERS).map(([option, { spec }]) => [option, spec])),
  'not-replayed': { type: 'boolean', help: 'those that were not sent again yet' },
};

/** What was given of {@link LETTER_OPTIONS}, as the API takes it; empty when nothing narrows the choice. */
export function readLetterFilters(options: Options): Record<string, string | false> {
  const given: Record<string, string | false> = options.flag('not-replayed') ? { replayed: false } : {};
  for (const [option, { name }] of Object.entries(FILTERS)) {
    const text = options.text(option);
    if (text !== undefined) given[name] = text;
  }
  return given;
}
