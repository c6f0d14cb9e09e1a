import { execFileSync } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { formatSizes, measureBuild, overBudget } from './sizes.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'argosy-build-'));
  const builder = join(import.meta.dirname, '../build.mjs');
  execFileSync(process.execPath, [builder, '--out', join(folder, 'built')], { stdio: 'pipe' });
  folder = join(folder, 'built');
});
afterAll(() => {
  rmSync(join(folder, '..'), { recursive: true, force: true });
});

test('the terminal is as light as it has to be', () => {
  const sizes = measureBuild(folder);
  console.log(`terminal: ${formatSizes(sizes)}`);
  expect(sizes.first.length).toBeGreaterThan(0);
  expect(overBudget(sizes)).toEqual([]);
});

test('what is built holds no sources, and no script or style within the page', () => {
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  expect(page).not.toMatch(/<script(?![^>]*\ssrc=)[^>]*>|<style|\sstyle=|\son\w+=|https?:\/\//iu);
  expect(globSync('**/*.map', { cwd: folder })).toEqual([]);
  for (const script of globSync('assets/*.js', { cwd: folder })) {
    expect(readFileSync(join(folder, script), 'utf8')).not.toContain('sourceMappingURL');
  }
});

test('names under assets change with what is in them, and each text has its compressed forms', () => {
  const files = globSync('assets/*.{js,css}', { cwd: folder });
  for (const file of files) expect(file).toMatch(/-[\w-]{8}\.(?:js|css)$/u);
  for (const file of ['index.html', ...files]) {
    const { length } = readFileSync(join(folder, file));
    for (const packed of ['br', 'gz']) {
      const path = join(folder, `${file}.${packed}`);
      expect([path, !existsSync(path) || readFileSync(path).length < length]).toEqual([path, true]);
    }
  }
  expect(files.some((file) => existsSync(join(folder, `${file}.br`)))).toBe(true);
});
