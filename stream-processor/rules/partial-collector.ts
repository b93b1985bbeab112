import { getOrCreate } from '../../core/get-or-create.ts';
import type { LogRecord } from '../../core/record.ts';
import type { PartialCount } from '../partials.ts';
import { type Accumulator, addSample, createAccumulator, encodeAccumulator } from '../windows/accumulator.ts';
import { windowStarts } from '../windows/window-span.ts';
import { type CompiledRule, isRecent } from './compiled-rule.ts';

/** Counts one batch for rules whose groups span partitions; another stage sums what the partitions counted. */
export interface PartialCollector {
  add(record: LogRecord, time: number): void;
  /** What was counted since the last call. */
  take(): PartialCount[];
}

interface Counted {
  compiled: CompiledRule;
  group: string[];
  start: number;
  seen: Accumulator;
}

export function createPartialCollector(rules: readonly CompiledRule[]): PartialCollector {
  const measures = [...new Map(rules.map((each) => [each.measure, each])).values()];
  let counted = new Map<string, Counted>();

  const at = (compiled: CompiledRule, group: string[], start: number): Accumulator => {
    const key = `${compiled.measure}|${start}|${group.join('\u001f')}`;
    return getOrCreate(counted, key, () => ({ compiled, group, start, seen: createAccumulator() })).seen;
  };
  const markSeen = (compiled: CompiledRule, group: string[], time: number, record: LogRecord): void => {
    const second = Math.floor(time / 1_000) * 1_000;
    const seen = at(compiled, group, second);
    seen.count++;
    addSample(seen, record);
  };

  return {
    add(record, time) {
      for (const compiled of measures) {
        if (!compiled.matches(record)) continue;
        const group = compiled.groupOf(record);
        if (!group) continue;
        if (compiled.rule.condition.type === 'absence') {
          if (isRecent(compiled, record, time)) markSeen(compiled, group, time, record);
          continue;
        }
        for (const start of windowStarts(time, compiled.windowMs, compiled.slideMs)) {
          compiled.count(record, time, at(compiled, group, start));
        }
      }
    },
    take() {
      const partials = [...counted.values()].map(({ compiled, group, start, seen }) => ({
        measure: compiled.measure,
        group,
        start,
        seen: encodeAccumulator(seen),
      }));
      counted = new Map();
      return partials;
    },
  };
}
