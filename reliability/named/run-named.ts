import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { ReliabilityTest } from '../figures.ts';
import { runTests, type TestOutcome } from '../run-vitest.ts';
import type { NamedCheck } from './checks.ts';

const root = join(import.meta.dirname, '../..');

/** A check that ordinary tests make, as a test of reliability: it runs those very tests. */
export function fromNamed({ id, title, tests, notYet }: NamedCheck): ReliabilityTest {
  return {
    id,
    title,
    run: async () => {
      const folder = mkdtempSync(join(tmpdir(), 'argosy-named-'));
      try {
        const report = join(folder, 'report.json');
        const outcomes = await runTests({ root, files: tests.map(({ file }) => file), report });
        const counted = outcomes.filter((outcome) => tests.some((one) => isOf(one, outcome)));
        const of = (status: string): readonly string[] =>
          counted.filter((one) => one.status === status).map(({ name }) => name);
        const [passed, failed, skipped] = [of('passed'), of('failed'), of('skipped')];
        return {
          pass: failed.length === 0 && passed.length > 0,
          runs: passed.length + failed.length,
          notes: [
            ...failed.map((name) => `failed: ${name}`),
            ...skipped.map((name) => `skipped: ${name}`),
            ...notYet.map((what) => `not yet: ${what}`),
          ],
        };
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  };
}

function isOf(
  { file, named }: NamedCheck['tests'][number],
  { name, file: of }: TestOutcome,
): boolean {
  return of.endsWith(file) && (named ?? ['']).some((part) => name.includes(part));
}
