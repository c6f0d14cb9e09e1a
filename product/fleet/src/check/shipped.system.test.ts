import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { expect, it } from 'vitest';

import { checkStrategy } from './check-strategy.ts';
import { formatReport } from './format-report.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const shipped = ['product/strategies/src', 'examples'].flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((name) => /(?<!\.test)\.ts$/.test(name))
    .map((name) => join(folder, name))
    .filter((path) =>
      /^export class .* extends (Strategy|OnePosition|DayPosition|TargetPositions)\b/m.test(
        read(path),
      ),
    ),
);

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

it.each(shipped)('%s passes, and trades', async (path) => {
  const report = await checkStrategy(join(root, path));
  expect(report.findings).toEqual([]);
  expect(report.strategy?.trial?.fills).toBeGreaterThan(0);
  expect(formatReport(report, root).at(-1)).toMatch(/^ok: \w+, nothing found$/);
});

it('finds a strategy that an example keeps to itself, and nothing else to say', async () => {
  const path = join(root, 'examples/keep-state.ts');
  const { findings } = await checkStrategy(path);
  expect(findings).toMatchObject([{ code: 'NO_STRATEGY', file: path }]);
  const line = read('examples/keep-state.ts').split('\n')[(findings[0]?.line ?? 0) - 1];
  expect(line).toBe('class EveryThousandth extends Strategy {');
});
