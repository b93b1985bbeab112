import { useQueryClient } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import type { Alert } from '../../../../core/alert.ts';
import { groupOf } from '../../lib/alert-group.ts';
import { openLiveSocket } from '../../lib/live-socket.ts';
import { useLinkTo } from '../../lib/screen-state.ts';
import { NARROW, useMedia } from '../../lib/use-media.ts';
import { visibleText } from '../../lib/visible-text.ts';
import { strings } from '../../strings/catalogue.ts';
import { IconButton } from '../kit/button.tsx';
import { SeverityTag } from '../tags.tsx';

const MOST_TOASTS = 3;
/** Three would cover half of a phone. */
const MOST_NARROW_TOASTS = 1;
/** So many that were not put away are kept. */
const MOST_KEPT = 50;
/** Of so many it is known that they were told; of one beyond these a late message would be told as new. */
const MOST_TOLD = 1_000;

interface AlertFrame {
  type: 'alert';
  alert: Alert;
}

/**
 * Whether this is the message that an alert opened. Only what happens while the page listens is told, and of an alert that is open
 * that is its beginning or what somebody did; no clock has to be asked, of which the server's and the browser's may differ.
 */
function isJustOpened({ status, timeline }: Alert): boolean {
  return status === 'open' && timeline.every(({ action }) => action === 'opened' || action === 'notified');
}

/** Alerts that opened while the page was there, newest first, until they are put away. */
function useNewAlerts(): [Alert[], (id: string) => void] {
  const client = useQueryClient();
  const [alerts, setAlerts] = useState<Alert[]>([]);
  useEffect(() => {
    let told: readonly string[] = [];
    const socket = openLiveSocket({
      path: () => '/ws/alerts',
      // what changed while nobody was connected is not told
      onStatus: (status) => status === 'live' && void client.invalidateQueries({ queryKey: ['alerts'] }),
      onMessage(message) {
        const { type, alert } = message as AlertFrame;
        if (type !== 'alert') return;
        void client.invalidateQueries({ queryKey: ['alerts'] });
        const isNews = isJustOpened(alert) && !told.includes(alert.id);
        told = [alert.id, ...told.filter((id) => id !== alert.id)].slice(0, MOST_TOLD);
        setAlerts((known) => {
          const others = known.filter(({ id }) => id !== alert.id);
          const wasShown = others.length < known.length;
          return alert.status === 'open' && (isNews || wasShown) ? [alert, ...others].slice(0, MOST_KEPT) : others;
        });
      },
    });
    return () => socket.close();
  }, [client]);
  return [alerts, (id) => setAlerts((known) => known.filter((each) => each.id !== id))];
}

/** Small windows that tell of new alerts: three at most, one on a narrow screen. */
export function AlertToasts() {
  const [alerts, dismiss] = useNewAlerts();
  const linkTo = useLinkTo();
  const most = useMedia(NARROW) ? MOST_NARROW_TOASTS : MOST_TOASTS;
  const isCritical = alerts.some(({ severity }) => severity === 'critical');
  return (
    <div
      aria-live={isCritical ? 'assertive' : 'polite'}
      className="pointer-events-none fixed end-4 bottom-4 z-50 flex w-[min(24rem,calc(100vw-2rem))] flex-col gap-2"
    >
      {alerts.slice(0, most).map(({ id, rule, severity, description, group, service }) => (
        <div
          key={id}
          className="pointer-events-auto flex items-start gap-3 rounded-xl border border-line bg-raised p-3 shadow-float"
        >
          <Link to={linkTo(`/alerts/${id}`)} className="min-w-0 grow" onClick={() => dismiss(id)}>
            <span className="flex items-center gap-2">
              <SeverityTag severity={severity} />
              <span className="truncate font-semibold">{rule}</span>
            </span>
            <span className="mt-1 line-clamp-2 block text-[13px] text-ink-soft">
              {visibleText(
                [...groupOf({ group, service }).map(([, value]) => value), description].filter(Boolean).join(' · '),
              )}
            </span>
          </Link>
          <IconButton label={strings.common.close} icon={<X size={15} aria-hidden />} onClick={() => dismiss(id)} />
        </div>
      ))}
      {alerts.length > most && (
        <Link
          to={linkTo('/alerts')}
          className="pointer-events-auto self-end rounded-xl border border-line bg-raised px-3 py-1.5 text-[13px] text-accent shadow-float hover:underline"
        >
          {strings.shell.moreAlerts(alerts.length - most, alerts.length === MOST_KEPT)}
        </Link>
      )}
    </div>
  );
}
