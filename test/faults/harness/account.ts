import type { Row } from '../../../bench/harness/scenario.ts';
import type { LogBus } from '../../../core/log-bus.ts';
import { readTopic } from '../../../core/read-topic.ts';
import type { LogRecord } from '../../../core/record.ts';
import { TOPIC } from '../../../core/topics.ts';
import type { House } from '../../house/house.ts';
import { exportLogs } from '../../house/read-house.ts';

/** What became of the logs that were accepted. */
export interface Account {
  lost: number;
  duplicated: number;
}

/** Compares by marker what was accepted with what is there. What was not surely accepted may be there once or not at all. */
export function accountFor(acknowledged: readonly string[], present: readonly string[]): Account {
  const unique = new Set(present);
  return {
    lost: acknowledged.filter((marker) => !unique.has(marker)).length,
    duplicated: present.length - unique.size,
  };
}

/** Two promises: nothing lost, nothing there twice. */
export function accountRows(where: string, { lost, duplicated }: Account): Row[] {
  const none = { op: '<=', value: 0 } as const;
  return [
    { what: `lost in ${where}`, value: lost, unit: 'logs', target: none },
    { what: `twice in ${where}`, value: duplicated, unit: 'logs', target: none },
  ];
}

/** Markers with this prefix on the topic of classified logs, as a reader of what is committed sees them. */
export async function classifiedMarkers(bus: LogBus, prefix: string): Promise<string[]> {
  const markers: string[] = [];
  await readTopic(bus, TOPIC.classified, 'earliest', (messages) => {
    for (const { value } of messages) {
      const { marker } = (JSON.parse(value.toString()) as LogRecord).attributes;
      if (typeof marker === 'string' && marker.startsWith(`${prefix}-`)) markers.push(marker);
    }
    return true;
  });
  return markers;
}

/** Markers with this prefix that the API finds. */
export async function storedMarkers(api: House, prefix: string): Promise<string[]> {
  const logs = await exportLogs(api, `attributes.marker:${prefix}-*`);
  return logs.map(({ attributes }) => attributes.marker as string);
}

/** What became of them on the way and at its end, once everything is stored. */
export async function pipelineRows(
  bus: LogBus,
  api: House,
  prefix: string,
  acknowledged: readonly string[],
): Promise<Row[]> {
  return [
    ...accountRows('logs.classified', accountFor(acknowledged, await classifiedMarkers(bus, prefix))),
    ...accountRows('Elasticsearch', accountFor(acknowledged, await storedMarkers(api, prefix))),
  ];
}
