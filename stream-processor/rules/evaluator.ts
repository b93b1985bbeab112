import type { AlertEvent } from '../../core/alert.ts';
import type { LogRecord } from '../../core/record.ts';
import { parseTime } from '../../core/time.ts';
import { type EncodedAccumulator, mergeAccumulator } from '../windows/accumulator.ts';
import { windowStarts } from '../windows/window-span.ts';
import { type AbsenceTable, absenceKey, createAbsenceTable, openAbsencesOf } from './absence-table.ts';
import { resolvedEvent } from './alert-events.ts';
import { type AlertTable, alertKeyPrefix, createAlertTable, openAlertOf } from './alert-table.ts';
import { type CompiledRule, canFireEarly, conditionValue, isCrossed } from './compiled-rule.ts';
import {
  createWindowTable,
  type RuleWindow,
  type StateChange,
  type WindowTable,
  windowKeyPrefix,
} from './window-table.ts';

/** What one partition counted for one window of a rule that groups across partitions. */
export interface Partial {
  rule: string;
  version: string;
  group: string[];
  start: number;
  seen: EncodedAccumulator;
}

export interface EvaluatorOptions {
  rules: readonly CompiledRule[];
  graceMs: number;
  /** A rule has more groups than are kept. */
  onGroupDropped(rule: string): void;
  /** A log came after its window's grace. */
  onLate(rule: string): void;
}

/** Counts logs in the windows of rules and says which alerts begin and end. Keeps no time of its own: the watermark is handed in. */
export interface Evaluator {
  /** Counts a log that came at that event time. */
  add(record: LogRecord, time: number, watermark: number): void;
  /** Counts what another partition counted. */
  merge(partial: Partial, watermark: number): void;
  /** Judges windows that changed, then lets time pass. `newest` is the newest event time seen. */
  judge(watermark: number, newest: number): void;
  takeEvents(): AlertEvent[];
  takeChanges(): StateChange[];
  /** Takes over committed state. What belongs to no rule any more is removed, and alerts it held open resolve at that time. */
  restore(state: ReadonlyMap<string, string>, now: number): void;
}

interface Tracked {
  compiled: CompiledRule;
  windows: WindowTable;
  alerts: AlertTable;
  absence: AbsenceTable | null;
}

function track(compiled: CompiledRule, options: EvaluatorOptions): Tracked {
  const onDropped = () => options.onGroupDropped(compiled.rule.name);
  return {
    compiled,
    windows: createWindowTable(compiled, onDropped),
    alerts: createAlertTable(compiled),
    absence: compiled.rule.condition.type === 'absence' ? createAbsenceTable(compiled, onDropped) : null,
  };
}

function judgeWindow({ compiled, alerts }: Tracked, window: RuleWindow, watermark: number, newest: number): void {
  const end = window.start + compiled.windowMs;
  if (end > watermark && !canFireEarly(compiled.rule.condition)) return;
  const value = conditionValue(compiled, window.seen);
  if (value === null) return;
  if (!isCrossed(compiled.rule.condition, value)) {
    if (end <= watermark) alerts.below(window.group, value);
    return;
  }
  const at = Math.min(end, Math.max(newest, window.start));
  alerts.crossed({ group: window.group, from: window.start, to: end, at, value, samples: window.seen.samples });
}

/** Windows that closed since the last look have to be judged once more, also when nothing was added to them. */
function* windowsToJudge({ compiled, windows }: Tracked, judgedUntil: number, watermark: number): Iterable<RuleWindow> {
  const passed = Math.floor(watermark / compiled.slideMs) !== Math.floor(judgedUntil / compiled.slideMs);
  if (!passed) return yield* windows.changedWindows();
  for (const window of windows.windows()) {
    const end = window.start + compiled.windowMs;
    if (window.changed || (end <= watermark && end > judgedUntil)) yield window;
  }
}

export function createEvaluator(options: EvaluatorOptions): Evaluator {
  const tracked = options.rules.map((compiled) => track(compiled, options));
  const byName = new Map(tracked.map((each) => [each.compiled.rule.name, each]));
  let judgedUntil = Number.NEGATIVE_INFINITY;
  let removedState: StateChange[] = [];
  let orphanEvents: AlertEvent[] = [];

  const isLate = (compiled: CompiledRule, start: number, watermark: number): boolean =>
    start + compiled.windowMs + options.graceMs <= watermark;

  const addToRule = (each: Tracked, record: LogRecord, time: number, watermark: number): void => {
    const { compiled } = each;
    const group = compiled.groupOf(record);
    if (!group) return;
    if (each.absence) {
      // A service that is read from an old file is not expected to speak now.
      if (parseTime(record.received_at) - time < compiled.windowMs) each.absence.seen(group, time, record);
      return;
    }
    for (const start of windowStarts(time, compiled.windowMs, compiled.slideMs)) {
      if (isLate(compiled, start, watermark)) {
        options.onLate(compiled.rule.name);
        continue;
      }
      const window = each.windows.open(start, group);
      if (window) compiled.count(record, window.seen);
    }
  };

  return {
    add(record, time, watermark) {
      for (const each of tracked) if (each.compiled.matches(record)) addToRule(each, record, time, watermark);
    },
    merge(partial, watermark) {
      const each = byName.get(partial.rule);
      if (!each || each.compiled.version !== partial.version) return;
      if (each.absence) {
        const sample = partial.seen.s?.[0];
        if (sample) each.absence.seen(partial.group, partial.start, sample);
        return;
      }
      if (isLate(each.compiled, partial.start, watermark)) return options.onLate(partial.rule);
      const window = each.windows.open(partial.start, partial.group);
      if (window) mergeAccumulator(window.seen, partial.seen);
    },
    judge(watermark, newest) {
      for (const each of tracked) {
        for (const window of windowsToJudge(each, judgedUntil, watermark)) judgeWindow(each, window, watermark, newest);
        each.alerts.advance(watermark);
        each.absence?.advance(watermark);
        each.windows.dropBefore(watermark - options.graceMs);
      }
      judgedUntil = watermark;
    },
    takeEvents() {
      const orphans = orphanEvents;
      orphanEvents = [];
      return [
        ...orphans,
        ...tracked.flatMap((each) => [...each.alerts.takeEvents(), ...(each.absence?.takeEvents() ?? [])]),
      ];
    },
    takeChanges() {
      const changes = tracked.flatMap((each) => [
        ...each.windows.takeChanges(),
        ...each.alerts.takeChanges(),
        ...(each.absence?.takeChanges() ?? []),
      ]);
      changes.push(...removedState);
      removedState = [];
      return changes;
    },
    restore(state, now) {
      for (const [key, value] of state) {
        if (!isRuleState(key) || restoreKey(tracked, key, value)) continue;
        removedState.push({ key, value: null });
        for (const firing of openAlerts(key, value)) orphanEvents.push(resolvedEvent(firing, now, firing.value));
      }
    },
  };
}

const isRuleState = (key: string): boolean => /^[was]\|/.test(key);

function openAlerts(key: string, value: string): AlertEvent[] {
  if (key.startsWith('s|')) return openAbsencesOf(value);
  const firing = key.startsWith('a|') ? openAlertOf(value) : null;
  return firing ? [firing] : [];
}

function restoreKey(tracked: readonly Tracked[], key: string, value: string): boolean {
  for (const { compiled, windows, alerts, absence } of tracked) {
    if (key.startsWith(windowKeyPrefix(compiled))) {
      windows.restore(key, value);
      return true;
    }
    if (key.startsWith(alertKeyPrefix(compiled.rule.name))) {
      alerts.restore(key, value);
      return true;
    }
    if (absence && key === absenceKey(compiled.rule.name)) {
      absence.restore(value);
      return true;
    }
  }
  return false;
}
