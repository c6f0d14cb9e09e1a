import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterEach, beforeEach, expect, it } from 'vitest';

import { ModuleFile } from './module-file.ts';
import { hashModules, readFile, readModules, FILE_BYTES_MAX } from './module-graph.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'argosy-graph-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

function read(text: string, allowed: readonly string[] = []): ReturnType<typeof readModules> {
  return readModules(new ModuleFile(write('main.ts', text), text), allowed);
}

it.each(['node:fs', 'fs', 'child_process', 'lodash', 'argosy', 'https://x.example/a.js'])(
  'refuses an import of %s',
  (name) => {
    expect(read(`import '${name}';`).findings).toMatchObject([
      { code: 'IMPORT_FORBIDDEN', line: 1 },
    ]);
  },
);

it('lets argosy, allowed packages and types of anything be', () => {
  const text = "import 'argosy/core'; import 'mine/a'; import type { A } from 'other';";
  expect(read(text, ['mine']).findings).toEqual([]);
});

it('refuses a re-export of what may not be imported', () => {
  expect(read("export * from 'node:fs';").findings).toMatchObject([{ code: 'IMPORT_FORBIDDEN' }]);
});

it('follows files beside, each once, in circles too', () => {
  write('a.ts', "import './deep/b.ts'; import 'node:os';");
  write('deep/b.ts', "import '../a.ts'; export { c } from './c.ts';");
  write('deep/c.ts', 'export const c = 1;');
  const { files, findings } = read("import './a.ts';");
  expect(files.map(({ path }) => path.slice(folder.length + 1))).toEqual([
    'main.ts',
    'a.ts',
    'deep/b.ts',
    'deep/c.ts',
  ]);
  expect(findings).toMatchObject([{ code: 'IMPORT_FORBIDDEN', file: join(folder, 'a.ts') }]);
});

it('tells of a file that is missing or too large', () => {
  write('large.ts', ' '.repeat(FILE_BYTES_MAX + 1));
  write('fits.ts', ' '.repeat(FILE_BYTES_MAX));
  const { findings } = read("import './none.ts';\nimport './large.ts';\nimport './fits.ts';");
  expect(findings.map(({ code, line }) => [code, line])).toEqual([
    ['IMPORT_MISSING', 1],
    ['FILE_TOO_LARGE', 2],
  ]);
});

it('reads a hundred files and not one more', () => {
  for (let at = 0; at < 101; at += 1) write(`f${at}.ts`, `import './f${at + 1}.ts';`);
  write('f101.ts', '');
  const { files, findings } = read("import './f0.ts';");
  expect(files).toHaveLength(100);
  expect(findings).toMatchObject([{ code: 'TOO_MANY_FILES' }]);
});

it('hashes all files, and not where they lie', () => {
  const one = read("import './a.ts';").files;
  write('a.ts', '1;');
  const two = read("import './a.ts';").files;
  expect(hashModules(one)).not.toBe(hashModules(two));
  const elsewhere = two.map(({ text }, at) => new ModuleFile(`/elsewhere/${at}.ts`, text));
  expect(hashModules(elsewhere)).toBe(hashModules(two));
});

it('counts a folder as no file', () => {
  expect(readFile(folder)).toBe('IMPORT_MISSING');
});
