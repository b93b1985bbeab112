import type { AlertEvent } from '../../core/alert.ts';
import { alertId, type Crossing, firingEvent, resolvedEvent } from './alert-events.ts';
import type { CompiledRule } from './compiled-rule.ts';
import type { StateChange } from './window-table.ts';

/** What is known of one group of a rule: whether its alert fires, since when the condition holds. */
interface AlertState {
  group: string[];
  /** Start of the first window in the present run of crossed windows; null when none. */
  holdsSince: number | null;
  /** When what crossed in that first window began; absent in state that was written before it was kept. */
  began?: number;
  /** End of the newest crossed window. */
  crossedUntil: number;
  lastValue: number;
  firing: AlertEvent | null;
  /** A window raises one alert, also when it is counted again after the alert was resolved. */
  lastId: string | null;
}

/** Turns crossed windows into alerts that fire once and resolve once. */
export interface AlertTable {
  /** A window crossed the threshold. */
  crossed(crossing: Crossing): void;
  /** A window of the group was judged again and is below the threshold: the value to tell when it resolves. */
  below(group: readonly string[], value: number): void;
  /** Time passed: runs that ended are forgotten, alerts without a crossed window since resolve. */
  advance(watermark: number): void;
  takeEvents(): AlertEvent[];
  takeChanges(): StateChange[];
  restore(key: string, value: string): void;
}

/** Longer than a window can still be counted again. */
const REMEMBER_WINDOWS = 10;

const ALERT_PREFIX = 'a|';

/** Whether this is the key of a rule's alert. */
export function isAlertKey(key: string): boolean {
  return key.startsWith(ALERT_PREFIX);
}

export function alertKeyPrefix(rule: string): string {
  return `${ALERT_PREFIX}${rule}|`;
}

/** The alert that a state entry of a rule that is gone still held open; null when there is none. */
export function openAlertOf(value: string): AlertEvent | null {
  return (JSON.parse(value) as AlertState).firing;
}

export function createAlertTable(compiled: CompiledRule): AlertTable {
  const prefix = alertKeyPrefix(compiled.rule.name);
  const states = new Map<string, AlertState>();
  const changed = new Set<string>();
  let events: AlertEvent[] = [];

  const touch = (key: string, state: AlertState): void => {
    states.set(key, state);
    changed.add(key);
  };
  const resolve = (key: string, state: AlertState, at: number): void => {
    if (!state.firing) return;
    events.push(resolvedEvent(state.firing, at, state.lastValue));
    state.firing = null;
    changed.add(key);
  };

  const forgetSettled = (watermark: number): void => {
    for (const [key, state] of states) {
      if (state.holdsSince !== null || watermark < state.crossedUntil + REMEMBER_WINDOWS * compiled.windowMs) continue;
      states.delete(key);
      changed.add(key);
    }
  };

  return {
    crossed(crossing) {
      const key = JSON.stringify(crossing.group);
      const state = states.get(key) ?? {
        group: [...crossing.group],
        holdsSince: null,
        crossedUntil: 0,
        lastValue: 0,
        firing: null,
        lastId: null,
      };
      const id = alertId(compiled.rule.name, crossing.group, crossing.from);
      if (!state.firing && (state.lastId === id || crossing.to < state.crossedUntil)) return;
      if (crossing.to > state.crossedUntil || state.holdsSince === null) {
        state.crossedUntil = Math.max(state.crossedUntil, crossing.to);
        if (state.holdsSince === null) {
          state.holdsSince = crossing.from;
          state.began = crossing.since;
        }
        touch(key, state);
      }
      state.lastValue = crossing.value;
      if (state.firing || crossing.at - state.holdsSince < compiled.forMs) return;
      state.firing = firingEvent(compiled, { ...crossing, since: state.began ?? crossing.since });
      state.lastId = id;
      events.push(state.firing);
      touch(key, state);
    },
    below(group, value) {
      const state = states.get(JSON.stringify(group));
      if (state) state.lastValue = value;
    },
    advance(watermark) {
      for (const [key, state] of states) {
        if (state.holdsSince === null || watermark < state.crossedUntil + compiled.windowMs) continue;
        resolve(key, state, state.crossedUntil);
        state.holdsSince = null;
        changed.add(key);
      }
      forgetSettled(watermark);
    },
    takeEvents() {
      const taken = events;
      events = [];
      return taken;
    },
    takeChanges() {
      const changes = [...changed].map((key) => {
        const state = states.get(key);
        return { key: prefix + key, value: state ? JSON.stringify(state) : null };
      });
      changed.clear();
      return changes;
    },
    restore(key, value) {
      states.set(key.slice(prefix.length), JSON.parse(value) as AlertState);
    },
  };
}
