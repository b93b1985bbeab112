import type { AlertEvent } from '../../core/alert.ts';
import { getOrCreate } from '../../core/get-or-create.ts';
import type { LogRecord } from '../../core/record.ts';
import type { PartialCount } from '../partials.ts';
import { mergeAccumulator } from '../windows/accumulator.ts';
import { windowStarts } from '../windows/window-span.ts';
import {
  type AbsenceTable,
  absenceKeyPrefix,
  createAbsenceTable,
  isAbsenceKey,
  openAbsenceOf,
} from './absence-table.ts';
import { resolvedEvent } from './alert-events.ts';
import { type AlertTable, alertKeyPrefix, createAlertTable, isAlertKey, openAlertOf } from './alert-table.ts';
import { type CompiledRule, canFireEarly, conditionValue, crossedSince, isCrossed, isRecent } from './compiled-rule.ts';
import {
  createWindowTable,
  isWindowKey,
  type RuleWindow,
  type StateChange,
  type WindowTable,
  windowKeyPrefix,
} from './window-table.ts';

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
  merge(partial: PartialCount, watermark: number): void;
  /** Judges windows that changed, then lets time pass. `newest` is the newest event time seen. */
  judge(watermark: number, newest: number): void;
  takeEvents(): AlertEvent[];
  takeChanges(): StateChange[];
  /** Takes over committed state. What belongs to no rule any more is removed, and alerts it held open resolve at that time. */
  restore(state: ReadonlyMap<string, string>, now: number): void;
}

/** A rule with its alerts. */
interface Judged {
  compiled: CompiledRule;
  alerts: AlertTable;
}

/** Windows, and the rules that look at them. */
interface Measured {
  /** Any of the rules: in what they count they are alike. */
  counting: CompiledRule;
  windows: WindowTable;
  rules: Judged[];
}

/** A rule that waits for silence. */
interface Expecting {
  compiled: CompiledRule;
  absence: AbsenceTable;
}

function groupByMeasure(rules: readonly CompiledRule[], options: EvaluatorOptions): Measured[] {
  const measures = new Map<string, Measured>();
  for (const compiled of rules) {
    const measured = getOrCreate(measures, compiled.measure, () => ({
      counting: compiled,
      windows: createWindowTable(compiled, () => options.onGroupDropped(compiled.rule.name)),
      rules: [],
    }));
    measured.rules.push({ compiled, alerts: createAlertTable(compiled) });
  }
  return [...measures.values()];
}

function expectPresence(rules: readonly CompiledRule[], options: EvaluatorOptions): Expecting[] {
  return rules.map((compiled) => ({
    compiled,
    absence: createAbsenceTable(compiled, () => options.onGroupDropped(compiled.rule.name)),
  }));
}

function judgeWindow({ compiled, alerts }: Judged, window: RuleWindow, watermark: number, newest: number): void {
  const end = window.start + compiled.windowMs;
  if (end > watermark && !canFireEarly(compiled.rule.condition)) return;
  const value = conditionValue(compiled, window.seen);
  if (value === null) return;
  if (!isCrossed(compiled.rule.condition, value)) {
    if (end <= watermark) alerts.below(window.group, value);
    return;
  }
  const at = Math.min(end, Math.max(newest, window.start));
  const since = crossedSince(compiled.rule, window, at);
  alerts.crossed({ group: window.group, from: window.start, to: end, since, at, value, samples: window.seen.samples });
}

/** Windows that closed since the last look have to be judged once more, also when nothing was added to them. */
function* windowsToJudge(measured: Measured, judgedUntil: number, watermark: number): Iterable<RuleWindow> {
  const { counting, windows } = measured;
  const passed = Math.floor(watermark / counting.slideMs) !== Math.floor(judgedUntil / counting.slideMs);
  if (!passed) return yield* windows.changedWindows();
  for (const window of windows.windows()) {
    const end = window.start + counting.windowMs;
    if (window.changed || (end <= watermark && end > judgedUntil)) yield window;
  }
}

const isAbsence = ({ rule }: CompiledRule): boolean => rule.condition.type === 'absence';

export function createEvaluator(options: EvaluatorOptions): Evaluator {
  const measures = groupByMeasure(
    options.rules.filter((each) => !isAbsence(each)),
    options,
  );
  const expecting = expectPresence(options.rules.filter(isAbsence), options);
  const alertTables = measures.flatMap((measured) => measured.rules.map(({ alerts }) => alerts));
  const tables = [...alertTables, ...expecting.map(({ absence }) => absence)];
  let judgedUntil = Number.NEGATIVE_INFINITY;
  let removedState: StateChange[] = [];
  let orphanEvents: AlertEvent[] = [];

  /** The window, unless its grace is over or there are too many groups. */
  const openWindow = (measured: Measured, start: number, group: readonly string[], watermark: number) => {
    const { counting, windows } = measured;
    if (start + counting.windowMs + options.graceMs > watermark) return windows.open(start, group);
    options.onLate(counting.rule.name);
    return null;
  };
  const count = (measured: Measured, record: LogRecord, time: number, watermark: number): void => {
    const { counting } = measured;
    const group = counting.groupOf(record);
    if (!group) return;
    for (const start of windowStarts(time, counting.windowMs, counting.slideMs)) {
      const window = openWindow(measured, start, group, watermark);
      if (window) counting.count(record, time, window.seen);
    }
  };
  const markPresence = ({ compiled, absence }: Expecting, record: LogRecord, time: number): void => {
    if (!compiled.matches(record) || !isRecent(compiled, record, time)) return;
    const group = compiled.groupOf(record);
    if (group) absence.seen(group, time, record);
  };

  return {
    add(record, time, watermark) {
      for (const measured of measures) {
        if (measured.counting.matches(record)) count(measured, record, time, watermark);
      }
      for (const each of expecting) markPresence(each, record, time);
    },
    merge({ measure, group, start, seen }, watermark) {
      const sample = seen.s?.[0];
      for (const { compiled, absence } of expecting) {
        if (compiled.measure === measure && sample) absence.seen(group, start, sample);
      }
      const measured = measures.find(({ counting }) => counting.measure === measure);
      const window = measured && openWindow(measured, start, group, watermark);
      if (window) mergeAccumulator(window.seen, seen);
    },
    judge(watermark, newest) {
      for (const measured of measures) {
        for (const window of windowsToJudge(measured, judgedUntil, watermark)) {
          for (const rule of measured.rules) judgeWindow(rule, window, watermark, newest);
        }
        measured.windows.dropBefore(watermark - options.graceMs);
      }
      for (const table of tables) table.advance(watermark);
      judgedUntil = watermark;
    },
    takeEvents() {
      const orphans = orphanEvents;
      orphanEvents = [];
      return [...orphans, ...tables.flatMap((table) => table.takeEvents())];
    },
    takeChanges() {
      const changes = measures.flatMap((measured) => measured.windows.takeChanges());
      for (const table of tables) changes.push(...table.takeChanges());
      changes.push(...removedState);
      removedState = [];
      return changes;
    },
    restore(state, now) {
      for (const [key, value] of state) {
        if (!isRuleState(key) || restoreKey(measures, expecting, key, value, now)) continue;
        removedState.push({ key, value: null });
        for (const firing of openAlerts(key, value)) orphanEvents.push(resolvedEvent(firing, now, firing.value));
      }
    },
  };
}

const isRuleState = (key: string): boolean => isWindowKey(key) || isAlertKey(key) || isAbsenceKey(key);

function openAlerts(key: string, value: string): AlertEvent[] {
  const firing = isAbsenceKey(key) ? openAbsenceOf(value) : isAlertKey(key) ? openAlertOf(value) : null;
  return firing ? [firing] : [];
}

function restoreKey(
  measures: readonly Measured[],
  expecting: readonly Expecting[],
  key: string,
  value: string,
  now: number,
): boolean {
  for (const { counting, windows, rules } of measures) {
    if (key.startsWith(windowKeyPrefix(counting))) {
      windows.restore(key, value);
      return true;
    }
    const judged = rules.find(({ compiled }) => key.startsWith(alertKeyPrefix(compiled.rule.name)));
    if (judged) {
      judged.alerts.restore(key, value);
      return true;
    }
  }
  const expected = expecting.find(({ compiled }) => key.startsWith(absenceKeyPrefix(compiled.rule.name)));
  expected?.absence.restore(value, now);
  return expected !== undefined;
}
