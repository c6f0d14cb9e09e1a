/**
 * Prints `N passed, N failed` from vitest's JSON report, and before it the name of each test that was skipped; a
 * report that is missing counts as failed.
 */
import { existsSync } from 'node:fs';
import { field, readJson } from './manifest.ts';

const [path = 'results/tests.json'] = process.argv.slice(2);
const report = existsSync(path) ? readJson(path) : undefined;
const passed = Number(field(report, 'numPassedTests') ?? 0);
const failed = Number(field(report, 'numFailedTests') ?? 1);
// A file that does not even load has no failed test of its own.
const brokenSuites = Number(field(report, 'numFailedTestSuites') ?? 0);
for (const file of listOf(report, 'testResults')) {
  for (const test of listOf(file, 'assertionResults')) {
    const status = field(test, 'status');
    const isSkipped = status === 'skipped' || status === 'pending';
    if (isSkipped) console.log(`skipped: ${String(field(test, 'fullName'))}`);
  }
}
console.log(`${passed} passed, ${failed === 0 ? brokenSuites : failed} failed`);

function listOf(value: unknown, key: string): readonly unknown[] {
  const list = field(value, key);
  return Array.isArray(list) ? list : [];
}
