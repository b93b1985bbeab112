import type { Alert } from '../../../../core/alert.ts';

/** The values that a field has among these alerts, and the one that is chosen, by name. */
export function valuesOf(alerts: readonly Alert[], field: 'service' | 'rule', chosen: string | undefined): string[] {
  const values = [...alerts.map((alert) => alert[field]), chosen ?? null];
  return [...new Set(values.filter((value) => value !== null))].sort();
}
