import { formatChange } from '../../lib/format-number.ts';
import { strings } from '../../strings/catalogue.ts';
import type { Tone } from './tone.ts';

const words = strings.overview;

/** Colours of what is good news, bad news, or none. */
export const TONES: Readonly<Record<Tone, string>> = {
  good: 'text-good',
  bad: 'text-bad',
  neutral: 'text-ink-soft',
};

/** How much more or less it is than in the period before. */
export function Change({ change, tone }: { change: number; tone: Tone }) {
  return (
    <span className={`font-semibold ${TONES[tone]}`} title={words.beforeWhat}>
      {formatChange(change)}
    </span>
  );
}
