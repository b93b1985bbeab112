/** Whether something is good news, bad news, or none. */
export type Tone = 'good' | 'bad' | 'neutral';

/** Less than this is noise and gets no colour. */
const NOTABLE_CHANGE = 0.1;

/** Of figures of which fewer are better. */
export function toneOfRise(change: number | null | undefined): Tone {
  if (change === null || change === undefined || Math.abs(change) < NOTABLE_CHANGE) return 'neutral';
  return change > 0 ? 'bad' : 'good';
}
