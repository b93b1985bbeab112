export default {
  testEnvironment: 'node',
  setupFiles: ['<rootDir>/test/jsdom-gaps.mjs'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: {
    '\\.ts$': '<rootDir>/test/strip-types.cjs',
    '\\.tsx$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', tsx: true },
          transform: { react: { runtime: 'automatic' } },
          target: 'es2024',
        },
      },
    ],
  },
  testMatch: ['**/*.test.ts', '**/*.test.tsx'],
  testPathIgnorePatterns: ['/node_modules/', '\\.(?:engines|browser)\\.test\\.ts$'],
  maxWorkers: 2,
  testTimeout: 20_000,
};
