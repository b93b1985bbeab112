import type { Channel } from '../../core/channel.ts';
import { type AlertText, buildMessage, type MessageText, wordLine } from '../message.ts';

export interface ConsoleOptions {
  /** Gets whole lines, each with its line break. */
  write: (text: string) => void;
}

/** Alerts as a few readable lines, for when nobody configured another way. */
export function createConsoleChannel({ write }: ConsoleOptions): Channel {
  return {
    name: 'console',
    async send(notification) {
      try {
        write(renderConsole(buildMessage(notification)));
        return { status: 'delivered' };
      } catch {
        return { status: 'retry', afterMs: 0, reason: 'cannot write' };
      }
    },
  };
}

function renderConsole(message: MessageText): string {
  const lines = [`ALERT ${message.headline}${message.mayBeRepeated ? ' (may be repeated)' : ''}`];
  if (message.alerts.length === 1) lines.push(...message.alerts.flatMap(describe));
  else lines.push(...message.alerts.map((alert) => `  ${wordLine(alert)} ${alert.alertUrl}`));
  if (message.more > 0) lines.push(`  … +${message.more} more: ${message.alertsUrl}`);
  return `${lines.join('\n')}\n`;
}

function describe(alert: AlertText): string[] {
  const description = alert.description === '' ? [] : [`  ${alert.description}`];
  return [
    ...description,
    `  ${wordLine(alert)}`,
    ...alert.samples.map((sample) => `  | ${sample}`),
    `  ${alert.alertUrl}`,
  ];
}
