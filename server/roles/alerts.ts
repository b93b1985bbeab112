import { createAlertConsumer } from '../../alert-consumer/alert-consumer.ts';
import { createConsoleChannel } from '../../alert-consumer/channels/console.ts';
import { createSlackChannel } from '../../alert-consumer/channels/slack.ts';
import { createTelegramChannel } from '../../alert-consumer/channels/telegram.ts';
import { createWebhookChannel } from '../../alert-consumer/channels/webhook.ts';
import type { Channel, ChannelLimits } from '../../core/channel.ts';
import type { Config } from '../config.ts';
import { standardError } from '../logger.ts';
import type { RoleContext, RunningRole } from '../role.ts';
import { createStopStack, startOnStack } from '../stop-stack.ts';

/** The channels that the settings turn on; the console when there is none. */
function openChannels(config: Config): (Channel & ChannelLimits)[] {
  const { slackWebhookUrl, telegram, alertWebhookUrl } = config;
  const channels: (Channel & ChannelLimits)[] = [];
  if (slackWebhookUrl !== undefined) channels.push(createSlackChannel({ webhookUrl: slackWebhookUrl }));
  if (telegram !== undefined) channels.push(createTelegramChannel(telegram));
  if (alertWebhookUrl !== undefined) channels.push(createWebhookChannel({ url: alertWebhookUrl }));
  if (channels.length > 0) return channels;
  const screen = standardError();
  return [createConsoleChannel({ write: (text) => screen.write(`${text}\n`) })];
}

/** Reads `alerts`, tells people. */
export async function startAlertsRole(context: RoleContext): Promise<RunningRole> {
  const { config, backends, bus, logger, metrics } = context;
  const stack = createStopStack(logger);
  await startOnStack(stack, config.shutdownTimeoutMs, async () => {
    const alertStore = await backends.openAlertStore();
    stack.push('alert store', () => alertStore.close());
    const consumer = createAlertConsumer({
      bus,
      alertStore,
      channels: openChannels(config),
      publicUrl: config.publicUrl,
      logger,
      metrics,
      settings: { groupWaitMs: config.groupWaitMs, stopWithinMs: config.shutdownTimeoutMs / 2 },
    });
    await consumer.start();
    stack.push('alert consumer', () => consumer.stop());
  });
  return { stop: () => stack.stopAll(config.shutdownTimeoutMs) };
}
