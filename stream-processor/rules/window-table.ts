import { getOrCreate } from '../../core/get-or-create.ts';
import {
  type Accumulator,
  createAccumulator,
  decodeAccumulator,
  type EncodedAccumulator,
  encodeAccumulator,
} from '../windows/accumulator.ts';
import type { CompiledRule } from './compiled-rule.ts';

/** The windows of one measure that still count, by start and group. */
export interface RuleWindow {
  group: readonly string[];
  start: number;
  seen: Accumulator;
  /** Changed since the state was last written. */
  changed: boolean;
}

/** One entry of window state; a null value removes the key. */
export interface StateChange {
  key: string;
  value: string | null;
}

export interface WindowTable {
  /** The window, made when it is new; null when the rule has too many groups in it already. */
  open(start: number, group: readonly string[]): RuleWindow | null;
  /** Windows that a log was added to since the state was last taken. */
  changedWindows(): Iterable<RuleWindow>;
  windows(): Iterable<RuleWindow>;
  /** Forgets windows that ended so long ago that nothing more counts. */
  dropBefore(end: number): void;
  /** What has to be written since the last call. */
  takeChanges(): StateChange[];
  restore(key: string, value: string): void;
}

const SEPARATOR = '\u001f';
/** A rule that groups by something unbounded must not eat the memory. */
const MAX_GROUPS_A_WINDOW = 10_000;

const WINDOW_PREFIX = 'w|';

/** Whether this is the key of a rule's window. */
export function isWindowKey(key: string): boolean {
  return key.startsWith(WINDOW_PREFIX);
}

/** Keys have the measure in them: a rule that counts something else than before starts with empty windows. */
export function windowKeyPrefix({ measure }: CompiledRule): string {
  return `${WINDOW_PREFIX}${measure}|`;
}

export function createWindowTable(compiled: CompiledRule, onGroupDropped: () => void): WindowTable {
  const prefix = windowKeyPrefix(compiled);
  const byStart = new Map<number, Map<string, RuleWindow>>();
  const changed = new Set<RuleWindow>();
  let removed: string[] = [];

  const groupsOf = (start: number): Map<string, RuleWindow> => getOrCreate(byStart, start, () => new Map());
  const keyOf = (window: RuleWindow): string => `${prefix}${window.start}|${JSON.stringify(window.group)}`;

  return {
    open(start, group) {
      const groups = groupsOf(start);
      const groupKey = group.length === 1 ? (group[0] ?? '') : group.join(SEPARATOR);
      let window = groups.get(groupKey);
      if (!window) {
        if (groups.size >= MAX_GROUPS_A_WINDOW) {
          onGroupDropped();
          return null;
        }
        window = { group, start, seen: createAccumulator(), changed: false };
        groups.set(groupKey, window);
      }
      if (!window.changed) {
        window.changed = true;
        changed.add(window);
      }
      return window;
    },
    changedWindows: () => changed,
    *windows() {
      for (const groups of byStart.values()) yield* groups.values();
    },
    dropBefore(end) {
      for (const [start, groups] of byStart) {
        if (start + compiled.windowMs > end) continue;
        for (const window of groups.values()) {
          removed.push(keyOf(window));
          changed.delete(window);
        }
        byStart.delete(start);
      }
    },
    takeChanges() {
      const changes: StateChange[] = removed.map((key) => ({ key, value: null }));
      removed = [];
      for (const window of changed) {
        window.changed = false;
        changes.push({ key: keyOf(window), value: JSON.stringify(encodeAccumulator(window.seen)) });
      }
      changed.clear();
      return changes;
    },
    restore(key, value) {
      const rest = key.slice(prefix.length);
      const cut = rest.indexOf('|');
      const start = Number(rest.slice(0, cut));
      const group = JSON.parse(rest.slice(cut + 1)) as string[];
      const seen = decodeAccumulator(JSON.parse(value) as EncodedAccumulator);
      groupsOf(start).set(group.join(SEPARATOR), { group, start, seen, changed: false });
    },
  };
}
