/**
 * The lanes that Jest runs, from fast to slow; scripts/test.mjs has the others, and runs them one after the other. `npm test`
 * leaves e2e out, which needs a Camunda of your own.
 * swc emits CommonJS with decorator metadata; Nest 12 is ESM-only, which jest loads by require(esm)
 * (hence --experimental-vm-modules and Node 24).
 */
const shared = {
  rootDir: __dirname,
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['development', 'node', 'node-addons'] },
  transform: { '^.+\\.ts$': '@swc/jest' },
  moduleFileExtensions: ['ts', 'js', 'json', 'node'],
};

module.exports = {
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/{apps,libs,tools,benchmarks,test/faults,test/upgrade,test/images}/**/*.spec.ts'],
      setupFilesAfterEnv: ['<rootDir>/test/support/patience.setup.ts'],
    },
    {
      ...shared,
      displayName: 'integration',
      testMatch: ['<rootDir>/test/integration/**/*.spec.ts'],
      setupFilesAfterEnv: ['<rootDir>/test/support/patience.setup.ts'],
    },
    { ...shared, displayName: 'browser', testMatch: ['<rootDir>/test/browser/**/*.spec.ts'] },
    { ...shared, displayName: 'stores', testMatch: ['<rootDir>/test/stores/**/*.spec.ts'] },
    {
      ...shared,
      displayName: 'versions',
      testMatch: ['<rootDir>/test/versions/**/*.spec.ts'],
      setupFilesAfterEnv: ['<rootDir>/test/support/patience.setup.ts'],
    },
    {
      ...shared,
      displayName: 'kubernetes',
      testMatch: ['<rootDir>/test/kubernetes/**/*.spec.ts'],
      setupFilesAfterEnv: ['<rootDir>/test/support/patience.setup.ts'],
    },
    { ...shared, displayName: 'e2e', testMatch: ['<rootDir>/test/e2e/**/*.spec.ts'] },
  ],
};
