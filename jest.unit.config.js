import base from './jest.config.js';

/** Pure code beside its source: no database, no global setup. */
const { globalSetup: _setup, globalTeardown: _teardown, ...rest } = base;
export default { ...rest, roots: ['<rootDir>/src'], testMatch: ['**/*.spec.ts'] };
