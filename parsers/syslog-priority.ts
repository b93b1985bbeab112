import { levelOfSeverity, readLevel } from '../core/level.ts';
import type { PartialEvent } from '../core/normalise.ts';
import type { Level } from '../core/record.ts';

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

/** `warning: …`, also behind the name of a part: `smtpd_peer: fatal: …`. */
const WORD = /^(?:[\w./-]{1,32}: )?(warning|error|fatal|panic|emerg|critical): /i;
/** The kernel's own words, behind the seconds since its start. */
const KERNEL = /^(?:\[ {0,8}\d{1,10}\.\d{1,9}\] )?(Out of memory: Kill|Kernel panic|BUG: |Oops: )/;

/** The level that a program writes into its message where the line has no priority; null when it writes none. */
export function levelOfWords(message: string): Level | null {
  const head = message.slice(0, 80);
  const kernel = KERNEL.exec(head);
  if (kernel) return kernel[1] === 'Kernel panic' ? 'fatal' : 'error';
  return readLevel(WORD.exec(head)?.[1]);
}

/** What sshd calls fatal is the end of one visitor's connection: an error, not the end of the service. */
export function visitorLevel(level: Level, service: string | undefined): Level {
  return level === 'fatal' && service?.startsWith('sshd') === true ? 'error' : level;
}
