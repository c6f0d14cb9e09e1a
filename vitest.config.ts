import './tooling/require-node.mjs';
import { defineConfig } from 'vitest/config';

// Workspaces are tested from their source: the condition leads past dist (see docs/adr/0002).
const conditions = ['source'];
// Machines are shared, and a busy disk takes a hundred times as long to sync: a test that waits for it is
// slow, not broken.
const testTimeout = 120_000;
const hookTimeout = testTimeout;

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    passWithNoTests: true,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['**/*.test.{ts,tsx}'],
          exclude: ['**/*.system.test.ts', '**/node_modules/**', '**/dist/**'],
          pool: 'threads',
          isolate: false,
          testTimeout,
          hookTimeout,
        },
      },
      {
        extends: true,
        test: {
          name: 'system',
          include: ['**/*.system.test.ts'],
          exclude: ['**/node_modules/**', '**/dist/**'],
          pool: 'forks',
          testTimeout,
          hookTimeout,
        },
      },
    ],
  },
});
