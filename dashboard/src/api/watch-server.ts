import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { connectSockets, watchSockets } from '../lib/live-socket.ts';
import { isAway, useHealth } from './health.ts';

/**
 * Notices at once that the server or the network went or came: what happens to a connection makes it ask for the health, and an
 * answer after none makes broken connections anew. The frame uses it, for all pages.
 */
export function useServerWatch(): void {
  const client = useQueryClient();
  const away = isAway(useHealth());
  useEffect(() => {
    const ask = (): void => void client.refetchQueries({ queryKey: ['health'] }, { cancelRefetch: false });
    const stopWatching = watchSockets(ask);
    addEventListener('online', connectSockets);
    addEventListener('online', ask);
    addEventListener('offline', ask);
    return () => {
      stopWatching();
      removeEventListener('online', connectSockets);
      removeEventListener('online', ask);
      removeEventListener('offline', ask);
    };
  }, [client]);
  useEffect(() => {
    if (away) return connectSockets;
  }, [away]);
}
