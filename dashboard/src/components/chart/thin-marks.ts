/** A text below an axis, around a place, px. */
export interface AxisMark {
  x: number;
  text: string;
}

/** What a letter of an axis takes at most on average, px. */
const LETTER_PX = 6.4;

/** Each n-th of the marks, with the smallest n so that their texts have this room between them; none that would be cut off by an end. */
export function thinMarks(marks: readonly AxisMark[], width: number, gap: number): AxisMark[] {
  const half = ({ text }: AxisMark): number => (text.length * LETTER_PX) / 2;
  const whole = marks.filter((mark) => mark.x - half(mark) >= 0 && mark.x + half(mark) <= width);
  const fits = (shown: readonly AxisMark[]): boolean =>
    shown.every((mark, at) => {
      const next = shown[at + 1];
      return !next || next.x - mark.x >= half(mark) + half(next) + gap;
    });
  for (let n = 1; n < whole.length; n++) {
    const shown = whole.filter((_, at) => at % n === 0);
    if (fits(shown)) return shown;
  }
  return whole.slice(0, 1);
}
