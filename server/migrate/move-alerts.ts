import type { Alert } from '../../core/alert.ts';
import { readAlertEvent } from '../../core/alert-event.ts';
import type { AlertFilter, AlertStore } from '../../core/alert-store.ts';
import { GROUP, TOPIC } from '../../core/topics.ts';
import type { SourcePlace, TargetPlace } from './places.ts';
import { readWaiting } from './waiting-messages.ts';

const PAGE = 500;

async function* everyAlert(store: AlertStore): AsyncGenerator<Alert> {
  let after: AlertFilter['after'];
  do {
    const { alerts, next } = await store.list({ limit: PAGE, ...(after && { after }) });
    yield* alerts;
    after = next ?? undefined;
  } while (after);
}

/** How many alerts the store knows. */
export async function countAlerts(store: AlertStore): Promise<number> {
  let count = 0;
  for await (const _ of everyAlert(store)) count++;
  return count;
}

/** Records what the source's bus still had to tell its alert store, which then knows every alert. */
export async function recordWaitingAlerts({ bus, alertStore }: SourcePlace): Promise<void> {
  await readWaiting(bus, { topic: TOPIC.alerts, group: GROUP.alertRecorder }, async (messages) => {
    for (const { value } of messages) {
      const event = readable(value);
      if (event) await alertStore.record(event);
    }
  });
}

function readable(value: Buffer): ReturnType<typeof readAlertEvent> | null {
  try {
    return readAlertEvent(value);
  } catch {
    return null;
  }
}

/** Writes every alert into the target as it is; one that is there stays as it is there. Resolves with how many were taken. */
export async function moveAlerts(
  source: AlertStore,
  target: TargetPlace['alertStore'],
  onProgress: () => void,
): Promise<number> {
  let taken = 0;
  for await (const alert of everyAlert(source)) {
    if (await target.take(alert)) taken++;
    onProgress();
  }
  return taken;
}
