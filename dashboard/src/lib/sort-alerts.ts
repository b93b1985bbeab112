import { ALERT_SEVERITIES, type Alert, type AlertStatus } from '../../../core/alert.ts';

/** Open alerts as one turns to them: the most severe first, of these the newest. Others stay as they came, the newest first. */
export function sortAlerts(alerts: readonly Alert[], status: AlertStatus): Alert[] {
  const rank = ({ severity }: Alert): number => ALERT_SEVERITIES.indexOf(severity);
  return status === 'open' ? alerts.toSorted((one, other) => rank(other) - rank(one)) : [...alerts];
}
