import { X } from 'lucide-react';
import { useState } from 'react';
import { Link, useLocation } from 'react-router';
import type { Alert } from '../../../../core/alert.ts';
import { groupOf } from '../../lib/alert-group.ts';
import { useLinkTo } from '../../lib/screen-state.ts';
import { NARROW, useMedia } from '../../lib/use-media.ts';
import { visibleText } from '../../lib/visible-text.ts';
import { strings } from '../../strings/catalogue.ts';
import { IconButton } from '../kit/button.tsx';
import { SeverityTag } from '../tags.tsx';
import { MOST_KEPT, useNewAlerts } from './use-new-alerts.ts';

const MOST_TOASTS = 3;
/** Three would cover half of a phone. */
const MOST_NARROW_TOASTS = 1;
const LIST = '/alerts';

function Toast({ alert, onPutAway }: { alert: Alert; onPutAway(): void }) {
  const { id, rule, severity, description, group, service } = alert;
  const linkTo = useLinkTo();
  return (
    <div className="pointer-events-auto flex items-start gap-3 rounded-xl border border-line bg-raised p-3 shadow-float">
      <Link to={linkTo(`${LIST}/${id}`)} className="min-w-0 grow" onClick={onPutAway}>
        <span className="flex items-center gap-2">
          <SeverityTag severity={severity} />
          <span className="truncate font-semibold">{rule}</span>
        </span>
        <span className="mt-1 line-clamp-2 text-[13px] text-ink-soft">
          {visibleText(
            [...groupOf({ group, service }).map(([, value]) => value), description].filter(Boolean).join(' · '),
          )}
        </span>
      </Link>
      <IconButton label={strings.common.close} icon={<X size={15} aria-hidden />} onClick={onPutAway} />
    </div>
  );
}

/**
 * Small windows below the bar that tell of new alerts: the three worst, one on a narrow screen. They go by themselves, as the bar
 * counts what is open, but not while somebody points at them or is in them; where all alerts stand there are none.
 */
export function AlertToasts() {
  const [isPointed, setPointed] = useState(false);
  const [isFocused, setFocused] = useState(false);
  const isSeen = useLocation().pathname === LIST;
  const { alerts, dismiss } = useNewAlerts({ isPaused: isPointed || isFocused, isSeen });
  const linkTo = useLinkTo();
  const most = useMedia(NARROW) ? MOST_NARROW_TOASTS : MOST_TOASTS;
  const isCritical = alerts.some(({ severity }) => severity === 'critical');
  const putAway = (id: string): void => {
    dismiss(id);
    // of what goes from under the pointer, with the focus in it, no leaving is heard
    setPointed(false);
    setFocused(false);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: nothing is done here, they only stay
    <div
      aria-live={isCritical ? 'assertive' : 'polite'}
      className="pointer-events-none fixed end-4 top-15 z-40 flex w-[min(24rem,calc(100vw-2rem))] flex-col gap-2"
      onPointerEnter={() => setPointed(true)}
      onPointerLeave={() => setPointed(false)}
      onFocus={() => setFocused(true)}
      onBlur={() => setFocused(false)}
    >
      {alerts.slice(0, most).map((alert) => (
        <Toast key={alert.id} alert={alert} onPutAway={() => putAway(alert.id)} />
      ))}
      {alerts.length > most && (
        <Link
          to={linkTo(LIST)}
          className="pointer-events-auto self-end rounded-xl border border-line bg-raised px-3 py-1.5 text-[13px] text-accent shadow-float hover:underline"
        >
          {strings.shell.moreAlerts(alerts.length - most, alerts.length === MOST_KEPT)}
        </Link>
      )}
    </div>
  );
}
