import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { connectSockets, doubtSockets, watchSockets } from '../lib/live-socket.ts';
import { askAnew } from './ask-anew.ts';
import { useAway } from './outage.ts';

/** Connects and asks anew, also what waits for its next try: until now that failed each time, and waits long. */
async function recover(client: QueryClient): Promise<void> {
  connectSockets();
  await client.cancelQueries({ predicate: ({ state }) => state.fetchFailureCount > 0 });
  askAnew(client);
}

/** What happens to a connection or the network makes the page ask the server how it is. */
function useAskOnChange(client: QueryClient): void {
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
}

/**
 * Notices at once that the server or the network went or came. When the server answers after it did not, all connections that did
 * not come back by themselves since are made anew, and everything that is shown is asked anew. The frame uses it, for all pages.
 */
export function useServerWatch(): void {
  const client = useQueryClient();
  const away = useAway();
  const wasAway = useRef(false);
  useAskOnChange(client);
  useEffect(() => {
    if (away) doubtSockets();
    else if (wasAway.current) void recover(client);
    wasAway.current = away;
  }, [away, client]);
}
