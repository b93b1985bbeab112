import config from './jest.config.js';

/** What needs a real Kafka or Elasticsearch: KAFKA_BROKERS and ELASTICSEARCH_URL name them, `npm run test:engines` starts them. */
export default {
  ...config,
  testMatch: ['**/*.engines.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 60_000,
};
