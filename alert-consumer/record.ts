import type { AlertEvent } from '../core/alert.ts';
import type { AlertStore } from '../core/alert-store.ts';

/** Tells the store of each change of an alert, in order. Resolves once all are durable; again changes nothing. */
export async function recordEvents(alertStore: AlertStore, events: readonly AlertEvent[]): Promise<void> {
  for (const event of events) {
    await alertStore.record(event);
    // An embedded store answers at once: whatever else is due must get its turn between two fsyncs.
    await new Promise((resolve) => setImmediate(resolve));
  }
}
