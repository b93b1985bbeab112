import { BellRing } from 'lucide-react';
import { Link } from 'react-router';
import { OPEN_ALERTS, useAlerts } from '../../api/alerts.ts';
import { useLinkTo } from '../../lib/screen-state.ts';
import { strings } from '../../strings/catalogue.ts';

/** How many alerts are open, with the way to them. */
export function AlertBadge() {
  const { data } = useAlerts(OPEN_ALERTS);
  const linkTo = useLinkTo();
  const count = data?.alerts.length ?? 0;
  const label = data ? strings.shell.openAlerts(count) : strings.shell.pages.alerts;
  const shown = count >= OPEN_ALERTS.limit ? '99+' : String(count);
  return (
    <Link
      to={linkTo('/alerts')}
      aria-label={label}
      title={label}
      className="relative inline-flex size-8 items-center justify-center rounded-md text-ink-soft hover:bg-hover hover:text-ink"
    >
      <BellRing size={17} aria-hidden />
      {count > 0 && (
        <span className="absolute -end-1 -top-1 min-w-4.5 rounded-full bg-bad px-1 text-center text-[11px] font-bold leading-4.5 text-surface">
          {shown}
        </span>
      )}
    </Link>
  );
}
