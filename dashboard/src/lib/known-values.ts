import { ANOMALY_SEVERITIES, CATEGORIES, LEVELS } from '../../../core/record.ts';

const KNOWN: Readonly<Record<string, readonly string[]>> = {
  level: LEVELS,
  category: CATEGORIES,
  anomaly_severity: ANOMALY_SEVERITIES,
};

/** All values that a field can have; none where it can have any. */
export function knownValues(field: string): readonly string[] {
  return Object.hasOwn(KNOWN, field) ? (KNOWN[field] ?? []) : [];
}
