import type { AlertEvent } from '../core/alert.ts';
import type { AlertStore } from '../core/alert-store.ts';

/** Tells the store of each change, those of one alert in order. Resolves once all are durable; again changes nothing. */
export async function recordEvents(alertStore: AlertStore, events: readonly AlertEvent[]): Promise<void> {
  const last = new Map<string, Promise<unknown>>();
  for (const event of events) {
    const before = last.get(event.id);
    // Different alerts at once: a store may make them durable together.
    last.set(event.id, before ? before.then(() => alertStore.record(event)) : alertStore.record(event));
  }
  await Promise.all(last.values());
}
