import { afterEach, beforeEach, describe } from '@jest/globals';
import type { AtomicWriters, LogBus } from '../../core/log-bus.ts';
import { testDelivery } from './log-bus-delivery.contract.ts';
import { testGroups } from './log-bus-groups.contract.ts';
import type { LogBusUnderTest } from './log-bus-probe.ts';
import { testPublishing } from './log-bus-publishing.contract.ts';
import { testState } from './log-bus-state.contract.ts';

/** What each part of the suite works with. */
export interface ContractContext {
  /** The test's first connection. */
  bus(): LogBus & AtomicWriters;
  /** A further one, closed after the test. */
  connect(): Promise<LogBus & AtomicWriters>;
  timeoutMs: number;
}

/** Everything that core/log-bus.ts promises, for any bus. */
export function runLogBusContract(name: string, { connect, patienceMs = 10_000 }: LogBusUnderTest): void {
  describe(`${name} keeps the promises of a log bus`, () => {
    let open: (LogBus & AtomicWriters)[] = [];
    const connectAnother = async (): Promise<LogBus & AtomicWriters> => {
      const bus = await connect();
      open.push(bus);
      return bus;
    };
    beforeEach(async () => {
      await connectAnother();
    });
    afterEach(async () => {
      for (const bus of open) await bus.close();
      open = [];
    });
    const context: ContractContext = {
      bus: () => open[0] as LogBus & AtomicWriters,
      connect: connectAnother,
      timeoutMs: patienceMs * 2,
    };
    testPublishing(context);
    testDelivery(context);
    testGroups(context);
    testState(context);
  });
}
