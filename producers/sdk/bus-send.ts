import type { LogBus } from '../../core/log-bus.ts';
import { serviceOf } from '../../core/normalise.ts';
import { TOPIC } from '../../core/topics.ts';
import { reasonOf, type Send } from './send.ts';

const HEADERS = Object.freeze({ source: 'sdk' });

/** Puts batches on `logs` without a server between: for services that run in the process of the bus, or beside Kafka. */
export function createBusSend(bus: Pick<LogBus, 'publish'>): Send {
  return async (lines) => {
    try {
      await bus.publish(
        lines.map(({ line, service }) => ({
          topic: TOPIC.logs,
          key: serviceOf({ service }),
          value: line,
          headers: HEADERS,
        })),
      );
      return { kind: 'taken', rejectedCount: 0 };
    } catch (error) {
      return { kind: 'later', reason: reasonOf(error) };
    }
  };
}
