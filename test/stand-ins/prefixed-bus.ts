import type { AtomicWriters, LogBus, OutgoingMessage } from '../../core/log-bus.ts';

/** The bus under names of its own, beside whatever else uses that Kafka. */
export function prefixed(bus: LogBus & AtomicWriters, prefix: string): LogBus & AtomicWriters {
  const placed = (topic: string): string => `${prefix}.${topic}`;
  const placedMessage = (message: OutgoingMessage): OutgoingMessage => ({ ...message, topic: placed(message.topic) });
  return {
    ...bus,
    createTopics: (topics) => bus.createTopics(topics.map((topic) => ({ ...topic, name: placed(topic.name) }))),
    publish: (messages) => bus.publish(messages.map(placedMessage)),
    async openWriter(name) {
      const writer = await bus.openWriter(`${prefix}-${name}`);
      return { write: (messages) => writer.write(messages.map(placedMessage)) };
    },
    subscribe: (options) => bus.subscribe({ ...options, topics: options.topics.map(placed) }),
    lag: async ({ topics, ...of } = {}) =>
      (await bus.lag({ ...of, ...(topics && { topics: topics.map(placed) }) }))
        .filter(({ topic }) => topic.startsWith(`${prefix}.`))
        .map((lag) => ({ ...lag, topic: lag.topic.slice(prefix.length + 1) })),
  };
}
