const STEPS_MS = [20, 30, 60, 120, 180].map((seconds) => seconds * 1_000);
/** As many names have room on a phone. */
const MOST_STEPS = 3.5;

/** Round times within some minutes, few enough to be named. */
export function roundTimes(from: number, to: number): number[] {
  const step = STEPS_MS.find((each) => (to - from) / each <= MOST_STEPS) ?? 300_000;
  const first = Math.ceil(from / step) * step;
  return Array.from({ length: Math.max(0, Math.floor((to - first) / step) + 1) }, (_, at) => first + at * step);
}
