import { createAlertConsumer } from '../../alert-consumer/alert-consumer.ts';
import { createWebhookChannel } from '../../alert-consumer/channels/webhook.ts';
import { createEmbeddedAlertStore } from '../../backends/embedded/alert-store.ts';
import { createEmbeddedBus } from '../../backends/embedded/log-bus.ts';
import { silentLogger } from '../../core/logger.ts';
import { noMetrics } from '../../core/metrics.ts';

/** A process that may be killed at any moment: a consumer on the folder and the webhook that its arguments name. */
const [dir = '', url = ''] = process.argv.slice(2);
const bus = await createEmbeddedBus({ dir, now: Date.now });
const store = await createEmbeddedAlertStore({ dir });
const consumer = createAlertConsumer({
  bus,
  alertStore: store,
  channels: [createWebhookChannel({ url })],
  publicUrl: 'http://127.0.0.1',
  logger: silentLogger,
  metrics: noMetrics,
  // Each rule in its own message, so that there are many moments to be killed at.
  settings: { groupWaitMs: 0, digestOver: 1_000 },
});
await consumer.start();
