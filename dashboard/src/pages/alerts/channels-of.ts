import type { NotificationEntry } from '../../../../core/alert.ts';

export interface ChannelState {
  channel: string;
  status: NotificationEntry['status'];
  detail: string;
}

/** How the newest attempt on each channel ended. */
export function channelsOf(notifications: readonly NotificationEntry[]): ChannelState[] {
  const newest = new Map<string, ChannelState>();
  for (const { channel, status, detail = '' } of notifications) newest.set(channel, { channel, status, detail });
  return [...newest.values()];
}
