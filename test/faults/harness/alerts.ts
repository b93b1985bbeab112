import type { Row } from '../../../bench/harness/scenario.ts';
import type { AlertEvent } from '../../../core/alert.ts';
import { getOrCreate } from '../../../core/get-or-create.ts';
import type { LogBus } from '../../../core/log-bus.ts';
import { TOPIC } from '../../../core/topics.ts';
import { contentOf } from '../../stand-ins/topic-content.ts';

/** By alert, the types of its events in their order. */
async function readStories(bus: LogBus): Promise<Map<string, string[]>> {
  const stories = new Map<string, string[]>();
  for (const { value } of await contentOf(bus, TOPIC.alerts)) {
    const { id, type } = JSON.parse(value.toString()) as AlertEvent;
    getOrCreate(stories, id, () => []).push(type);
  }
  return stories;
}

/** Promises that these alerts, of which there must be some, began once and ended once, and that there are no others. */
export async function alertRows(bus: LogBus, expected: readonly string[]): Promise<Row[]> {
  const stories = await readStories(bus);
  const isWrong = (id: string): boolean => stories.get(id)?.join() !== 'firing,resolved';
  const wrong = expected.filter(isWrong).length + [...stories.keys()].filter((id) => !expected.includes(id)).length;
  return [
    { what: 'alerts', value: expected.length, unit: 'alerts', target: { op: '>=', value: 1 } },
    { what: 'alerts wrong', value: wrong, unit: 'alerts', target: { op: '<=', value: 0 } },
  ];
}
