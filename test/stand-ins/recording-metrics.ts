import type { Labels, Metrics } from '../../core/metrics.ts';

/** Metrics that can be read back: the sum of a counter, the last value of a gauge, the number of observations of a histogram. */
export interface RecordingMetrics extends Metrics {
  /** Summed over all series whose labels include these; 0 when there is none. */
  read(name: string, labels?: Labels): number;
}

export function createRecordingMetrics(): RecordingMetrics {
  const series = new Map<string, { name: string; labels: Labels; value: number }>();
  const at = (name: string, labels: Labels = {}) => {
    const key = `${name}${JSON.stringify(Object.entries(labels).sort())}`;
    const found = series.get(key) ?? { name, labels, value: 0 };
    series.set(key, found);
    return found;
  };
  const adder = (name: string) => (amount: number, labels?: Labels) => {
    at(name, labels).value += amount;
  };
  return {
    counter: ({ name }) => ({ add: (amount = 1, labels) => adder(name)(amount, labels) }),
    gauge: ({ name }) => ({
      set: (value, labels) => {
        at(name, labels).value = value;
      },
    }),
    histogram: ({ name }) => ({ observe: (_value, labels) => adder(name)(1, labels) }),
    read: (name, labels = {}) =>
      [...series.values()]
        .filter(
          (each) => each.name === name && Object.entries(labels).every(([key, value]) => each.labels[key] === value),
        )
        .reduce((sum, each) => sum + each.value, 0),
  };
}
