import { useQueryClient } from '@tanstack/react-query';
import { type Dispatch, type SetStateAction, useEffect, useState } from 'react';
import { ALERT_SEVERITIES, type Alert } from '../../../../core/alert.ts';
import { openLiveSocket } from '../../lib/live-socket.ts';

/** So many that were not put away are kept. */
export const MOST_KEPT = 50;
/** Of so many it is known that they were told; of one beyond these a late message would be told as new. */
const MOST_TOLD = 1_000;

const STAYS_MS = 8_000;
const CRITICAL_STAYS_MS = 30_000;
const TICK_MS = 1_000;

interface AlertFrame {
  type: 'alert';
  alert: Alert;
}

interface NewAlert {
  alert: Alert;
  /** How long it still stays. */
  leftMs: number;
}

const rankOf = ({ alert }: NewAlert): number => ALERT_SEVERITIES.indexOf(alert.severity);

/**
 * Whether this is the message that an alert opened. Only what happens while the page listens is told, and of an alert that is open
 * that is its beginning or what somebody did; no clock has to be asked, of which the server's and the browser's may differ.
 */
function isJustOpened({ status, timeline }: Alert): boolean {
  return status === 'open' && timeline.every(({ action }) => action === 'opened' || action === 'notified');
}

/** The new alerts after this message: the worst first, of these the newest. */
function take(known: readonly NewAlert[], alert: Alert, isNews: boolean): NewAlert[] {
  const shown = known.find((each) => each.alert.id === alert.id);
  const others = known.filter((each) => each !== shown);
  if (alert.status !== 'open' || !(isNews || shown)) return others;
  const leftMs = shown?.leftMs ?? (alert.severity === 'critical' ? CRITICAL_STAYS_MS : STAYS_MS);
  return [{ alert, leftMs }, ...others].sort((a, b) => rankOf(b) - rankOf(a)).slice(0, MOST_KEPT);
}

/** Takes what the server says of alerts. */
function useAlertMessages(setNews: Dispatch<SetStateAction<NewAlert[]>>): void {
  const client = useQueryClient();
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
        setNews((known) => take(known, alert, isNews));
      },
    });
    return () => socket.close();
  }, [client, setNews]);
}

/** Each goes when its time is over, which does not pass while somebody is at them or nobody sees the page. */
function usePassing(isAny: boolean, isPaused: boolean, setNews: Dispatch<SetStateAction<NewAlert[]>>): void {
  useEffect(() => {
    if (!isAny || isPaused) return;
    const timer = setInterval(() => {
      if (document.hidden) return;
      setNews((known) =>
        known.flatMap(({ alert, leftMs }) => (leftMs > TICK_MS ? [{ alert, leftMs: leftMs - TICK_MS }] : [])),
      );
    }, TICK_MS);
    return () => clearInterval(timer);
  }, [isAny, isPaused, setNews]);
}

/** Alerts that opened while the page was there, until they are put away or their time is over. Where they stand anyway, none. */
export function useNewAlerts({ isPaused, isSeen }: { isPaused: boolean; isSeen: boolean }) {
  const [news, setNews] = useState<NewAlert[]>([]);
  useAlertMessages(setNews);
  usePassing(news.length > 0, isPaused, setNews);
  if (isSeen && news.length > 0) setNews([]);
  return {
    alerts: news.map(({ alert }) => alert),
    dismiss: (id: string) => setNews((known) => known.filter(({ alert }) => alert.id !== id)),
  };
}
