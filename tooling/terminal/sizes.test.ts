import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { formatSizes, measureBuild, overBudget } from './sizes.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'argosy-sizes-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Random bytes, which nothing makes smaller. */
function write(files: Readonly<Record<string, number>>, manifest: object): void {
  const texts = Object.entries(files).map(([name, bytes]) => [name, randomBytes(bytes)] as const);
  for (const [name, content] of [
    ...texts,
    ['.vite/manifest.json', JSON.stringify(manifest)] as const,
  ]) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
}

const page = { file: 'assets/main.js', isEntry: true, imports: ['_shared'], dynamicImports: ['p'] };
const shared = { file: 'assets/shared.js', imports: ['index.html'] };
const panel = { file: 'assets/panel.js', imports: ['_shared'] };

test('counts what the page imports, cycles and all, and leaves what comes later to itself', () => {
  write(
    {
      'assets/main.js': 100_000,
      'assets/shared.js': 149_000,
      'assets/panel.js': 79_000,
      'a.css': 500,
    },
    { 'index.html': page, _shared: shared, p: panel },
  );
  const sizes = measureBuild(folder);
  expect(sizes.first.map(({ file }) => file)).toEqual(['assets/main.js', 'assets/shared.js']);
  expect(sizes.lazy.map(({ file }) => file)).toEqual(['assets/panel.js']);
  expect(overBudget(sizes)).toEqual([]);
  expect(formatSizes(sizes)).toMatch(
    /^scripts of the first page 249\.\d of 250 KB, 1 later, the largest 79\.\d of 80 KB, styles 0\.5 KB \(gzip\)$/u,
  );
});

test('tells what is over its budget, a worker that no manifest names as well', () => {
  write(
    { 'assets/main.js': 101_000, 'assets/shared.js': 150_000, 'assets/worker.js': 80_100 },
    { 'index.html': page, _shared: shared },
  );
  expect(overBudget(measureBuild(folder))).toEqual([
    expect.stringMatching(/^the first page loads 251\.\d KB of scripts, 250 at most$/u),
    expect.stringMatching(/^assets\/worker\.js has 80\.\d KB, 80 at most$/u),
  ]);
});
