import type { Alert } from '../core/alert.ts';

type Listener = (alert: Alert) => void;

/** Where changes of alerts are told inside this process. */
export interface AlertChanges {
  tell(alert: Alert): void;
  /** Gives the function that ends the listening. */
  listen(listener: Listener): () => void;
}

export function createAlertChanges(): AlertChanges {
  const listeners = new Set<Listener>();
  return {
    tell(alert) {
      for (const listener of listeners) listener(alert);
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
