/** Prints `N passed, N failed` from vitest's JSON report; a report that is missing counts as failed. */
import { existsSync } from 'node:fs';
import { field, readJson } from './manifest.ts';

const [path = 'results/tests.json'] = process.argv.slice(2);
const report = existsSync(path) ? readJson(path) : undefined;
const passed = Number(field(report, 'numPassedTests') ?? 0);
const failed = Number(field(report, 'numFailedTests') ?? 1);
// A file that does not even load has no failed test of its own.
const brokenSuites = Number(field(report, 'numFailedTestSuites') ?? 0);
console.log(`${passed} passed, ${failed === 0 ? brokenSuites : failed} failed`);
