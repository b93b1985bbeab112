import type { AlertEvent, AlertSample } from '../../core/alert.ts';
import { sampleOf } from '../windows/accumulator.ts';
import { firingEvent, resolvedEvent } from './alert-events.ts';
import type { CompiledRule } from './compiled-rule.ts';
import type { StateChange } from './window-table.ts';

interface Presence {
  group: string[];
  lastSeen: number;
  /** How many windows in a row had a log, the one of the newest log included; absent in state that was written before it was kept. */
  run?: number;
  /** The newest log; cut to a sample when it is needed. */
  last: AlertSample;
  firing: AlertEvent | null;
}

/** Notices groups that fall silent: whoever was seen in as many windows in a row as the rule asks for is expected again within one. */
export interface AbsenceTable {
  seen(group: readonly string[], time: number, log: AlertSample): void;
  advance(watermark: number): void;
  takeEvents(): AlertEvent[];
  takeChanges(): StateChange[];
  /** Silence counts only while somebody listened: whoever does not count as silent yet is expected from now on. */
  restore(value: string, now: number): void;
}

const DAY_MS = 86_400_000;
const MAX_GROUPS = 10_000;

const keyOf = (group: readonly string[]): string => group.join('\u001f');

const ABSENCE_PREFIX = 's|';

/** Whether this is the key of a group that a rule waits for. */
export function isAbsenceKey(key: string): boolean {
  return key.startsWith(ABSENCE_PREFIX);
}

/** Keys begin with this, the group follows. */
export function absenceKeyPrefix(rule: string): string {
  return `${ABSENCE_PREFIX}${rule}|`;
}

/** The alert that a state entry of a rule that is gone still held open; null when there is none. */
export function openAbsenceOf(value: string): AlertEvent | null {
  return (JSON.parse(value) as Presence).firing;
}

export function createAbsenceTable(compiled: CompiledRule, onGroupDropped: () => void): AbsenceTable {
  const prefix = absenceKeyPrefix(compiled.rule.name);
  const groups = new Map<string, Presence>();
  const { condition } = compiled.rule;
  const minWindows = condition.type === 'absence' ? condition.min_windows : 1;
  const spanMs = compiled.windowMs + compiled.forMs;
  let events: AlertEvent[] = [];
  const changed = new Set<string>();

  const runUntil = ({ run = 1, lastSeen }: Presence, time: number): number => {
    const passed = Math.floor(time / spanMs) - Math.floor(lastSeen / spanMs);
    return passed > 1 ? 1 : Math.min(run + passed, minWindows);
  };
  const isMissed = ({ firing, run = 1 }: Presence, silentMs: number): boolean =>
    !firing && run >= minWindows && silentMs >= spanMs;

  const resolve = (key: string, presence: Presence, at: number): void => {
    if (!presence.firing) return;
    events.push(resolvedEvent(presence.firing, at, at - presence.lastSeen));
    presence.firing = null;
    changed.add(key);
  };
  const fire = (key: string, presence: Presence, watermark: number): void => {
    const { group, lastSeen, last } = presence;
    const crossing = {
      group,
      from: lastSeen,
      to: watermark,
      since: lastSeen,
      at: watermark,
      value: watermark - lastSeen,
    };
    presence.firing = firingEvent(compiled, { ...crossing, samples: [sampleOf(last)] });
    events.push(presence.firing);
    changed.add(key);
  };

  return {
    seen(group, time, log) {
      const key = keyOf(group);
      const presence = groups.get(key);
      if (!presence) {
        if (groups.size >= MAX_GROUPS) return onGroupDropped();
        groups.set(key, { group: [...group], lastSeen: time, run: 1, last: log, firing: null });
        changed.add(key);
        return;
      }
      if (time <= presence.lastSeen) return;
      resolve(key, presence, time);
      presence.run = runUntil(presence, time);
      presence.lastSeen = time;
      presence.last = log;
      changed.add(key);
    },
    advance(watermark) {
      for (const [key, presence] of groups) {
        const silentMs = watermark - presence.lastSeen;
        if (isMissed(presence, silentMs)) fire(key, presence, watermark);
        if (silentMs < DAY_MS + compiled.windowMs) continue;
        resolve(key, presence, watermark);
        groups.delete(key);
        changed.add(key);
      }
    },
    takeEvents() {
      const taken = events;
      events = [];
      return taken;
    },
    takeChanges() {
      const changes = [...changed].map((key) => {
        const presence = groups.get(key);
        const value = presence ? JSON.stringify({ ...presence, last: sampleOf(presence.last) }) : null;
        return { key: prefix + key, value };
      });
      changed.clear();
      return changes;
    },
    restore(value, now) {
      const presence = JSON.parse(value) as Presence;
      if (!presence.firing && presence.lastSeen < now) presence.lastSeen = now;
      groups.set(keyOf(presence.group), presence);
    },
  };
}
