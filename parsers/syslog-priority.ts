import { levelOfSeverity } from '../core/level.ts';
import type { PartialEvent } from '../core/normalise.ts';

export interface Priority {
  facility: number;
  severity: number;
  /** Index of the first character behind `<PRI>`. */
  end: number;
}

/** The `<PRI>` that a syslog line begins with, 0–191 (RFC 5424 §6.2.1); null when there is none. */
export function readPriority(line: string): Priority | null {
  const found = /^<(\d{1,3})>/.exec(line);
  if (!found) return null;
  const value = Number(found[1]);
  if (value > 191) return null;
  return { facility: value >> 3, severity: value & 7, end: found[0].length };
}

/** Level, facility and severity of a priority, put into the record. */
export function addPriority(record: PartialEvent, priority: Priority): void {
  const level = levelOfSeverity(priority.severity);
  if (level !== null) record.level = level;
  record.attributes.facility = priority.facility;
  record.attributes.severity = priority.severity;
}
