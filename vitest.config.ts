import './tooling/require-node.mjs';
import { defineConfig } from 'vitest/config';

// Workspaces are tested from their source: the condition leads past dist (see docs/adr/0002).
const conditions = ['source'];

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
          include: ['**/*.test.ts'],
          exclude: ['**/*.system.test.ts', '**/node_modules/**', '**/dist/**'],
          pool: 'threads',
          isolate: false,
          // Machines are shared: a test that takes seconds on a busy one is slow, not broken.
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'system',
          include: ['**/*.system.test.ts'],
          exclude: ['**/node_modules/**', '**/dist/**'],
          pool: 'forks',
          testTimeout: 30_000,
        },
      },
    ],
  },
});
