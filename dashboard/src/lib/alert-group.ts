import type { Alert } from '../../../core/alert.ts';

/** `service billing · ip_address 10.0.0.1`; the service where there is no group. */
export function groupOf({ group, service }: Pick<Alert, 'group' | 'service'>): [field: string, value: string][] {
  const fields = Object.entries(group);
  return fields.length > 0 || service === null ? fields : [['service', service]];
}
