import config from './jest.config.js';

/** What needs a real Chromium; test/browser/run.ts starts the house that these look at. */
export default {
  ...config,
  testMatch: ['**/*.browser.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  setupFilesAfterEnv: ['<rootDir>/test/browser/close-tabs.ts'],
  maxWorkers: 1,
  testTimeout: 60_000,
};
