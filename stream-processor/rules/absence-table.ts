import type { AlertEvent, AlertSample } from '../../core/alert.ts';
import { sampleOf } from '../windows/accumulator.ts';
import { firingEvent, resolvedEvent } from './alert-events.ts';
import type { CompiledRule } from './compiled-rule.ts';
import type { StateChange } from './window-table.ts';

interface Presence {
  group: string[];
  lastSeen: number;
  /** The newest log; cut to a sample when it is needed. */
  last: AlertSample;
  firing: AlertEvent | null;
}

/** Notices groups that fall silent: whoever was seen once is expected again within the rule's window. */
export interface AbsenceTable {
  seen(group: readonly string[], time: number, log: AlertSample): void;
  advance(watermark: number): void;
  takeEvents(): AlertEvent[];
  takeChanges(): StateChange[];
  restore(value: string): void;
}

const DAY_MS = 86_400_000;
const MAX_GROUPS = 10_000;

const keyOf = (group: readonly string[]): string => group.join('\u001f');

export function absenceKey(rule: string): string {
  return `s|${rule}`;
}

/** The alerts that the state entry of a rule that is gone still held open. */
export function openAbsencesOf(value: string): AlertEvent[] {
  return (JSON.parse(value) as Presence[]).flatMap((presence) => (presence.firing ? [presence.firing] : []));
}

export function createAbsenceTable(compiled: CompiledRule, onGroupDropped: () => void): AbsenceTable {
  const groups = new Map<string, Presence>();
  let events: AlertEvent[] = [];
  let changed = false;

  const resolve = (presence: Presence, at: number): void => {
    if (!presence.firing) return;
    events.push(resolvedEvent(presence.firing, at, at - presence.lastSeen));
    presence.firing = null;
    changed = true;
  };
  const fire = (presence: Presence, watermark: number): void => {
    const { group, lastSeen, last } = presence;
    const crossing = { group, from: lastSeen, to: watermark, at: watermark, value: watermark - lastSeen };
    presence.firing = firingEvent(compiled, { ...crossing, samples: [sampleOf(last)] });
    events.push(presence.firing);
    changed = true;
  };

  return {
    seen(group, time, log) {
      const key = keyOf(group);
      const presence = groups.get(key);
      if (!presence) {
        if (groups.size >= MAX_GROUPS) return onGroupDropped();
        groups.set(key, { group: [...group], lastSeen: time, last: log, firing: null });
        changed = true;
        return;
      }
      if (time <= presence.lastSeen) return;
      resolve(presence, time);
      presence.lastSeen = time;
      presence.last = log;
      changed = true;
    },
    advance(watermark) {
      for (const [key, presence] of groups) {
        const silentMs = watermark - presence.lastSeen;
        if (!presence.firing && silentMs >= compiled.windowMs + compiled.forMs) fire(presence, watermark);
        if (silentMs < DAY_MS + compiled.windowMs) continue;
        resolve(presence, watermark);
        groups.delete(key);
        changed = true;
      }
    },
    takeEvents() {
      const taken = events;
      events = [];
      return taken;
    },
    takeChanges() {
      if (!changed) return [];
      changed = false;
      const value =
        groups.size === 0
          ? null
          : JSON.stringify([...groups.values()].map((each) => ({ ...each, last: sampleOf(each.last) })));
      return [{ key: absenceKey(compiled.rule.name), value }];
    },
    restore(value) {
      for (const presence of JSON.parse(value) as Presence[]) groups.set(keyOf(presence.group), presence);
    },
  };
}
