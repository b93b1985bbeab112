import { afterEach, beforeEach, expect } from '@jest/globals';
import { createFakeClock, type FakeClock } from '../../../test/stand-ins/fake-clock.ts';
import type { ProducerOptions } from '../options.ts';
import { createProducer, type Producer } from '../producer.ts';
import { type LogServer, startLogServer } from './log-server.ts';

/** What each test has to itself; the parts are new before every test, so read them through this object. */
export interface Scene {
  server: LogServer;
  clock: FakeClock;
  /** What the host was told of trouble. */
  told: string[];
  /** A producer that sends to the server by the fake clock, without chance. */
  produce(options?: Partial<ProducerOptions>): Producer;
  /** The messages that were taken, in order. */
  messages(): unknown[];
}

/** Sets the scene before each test of the file, and clears it away after. */
export function useScene(): Scene {
  const producers: Producer[] = [];
  const scene = {
    told: [] as string[],
    produce(options: Partial<ProducerOptions> = {}) {
      const { server, clock, told } = scene as Scene;
      const onTrouble = (message: string) => void told.push(message);
      const producer = createProducer({
        url: server.url,
        service: 'shop',
        clock,
        onTrouble,
        random: () => 1,
        ...options,
      });
      producers.push(producer);
      return producer;
    },
    messages: () => (scene as Scene).server.records.map(({ message }) => message),
  } as Scene;
  beforeEach(async () => {
    scene.server = await startLogServer();
    scene.clock = createFakeClock();
    scene.told = [];
  });
  afterEach(async () => {
    const closed = Promise.all(producers.splice(0).map((producer) => producer.close(0)));
    await scene.clock.advance(0);
    await closed;
    await scene.server.close();
  });
  return scene;
}

export function expectBalance(producer: Producer): void {
  const { accepted, acked, dropped, droppedBy, buffered } = producer.stats();
  expect(acked + dropped + buffered).toBe(accepted);
  expect(Object.values(droppedBy).reduce((sum, count) => sum + count, 0)).toBe(dropped);
}
