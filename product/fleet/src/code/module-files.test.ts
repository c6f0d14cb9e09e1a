import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';

import { afterEach, beforeEach, expect, it } from 'vitest';

import { filesOfModule } from './module-files.ts';

let folder = '';
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'argosy-files-')));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): void {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

it('knows what a module imports, and what that imports, each once and round circles too', () => {
  write('main.ts', "import { a } from './lib/a.ts'; import 'argosy/core'; export const x = a;");
  write('lib/a.ts', "export * from './b.ts'; import t from '../table.json' with { type: 'json' };");
  write('lib/b.ts', "import { x } from '../main.ts'; import type { T } from './types.ts';");
  write('table.json', '{}');
  const files = filesOfModule(join(folder, 'main.ts'));
  expect(files.map((file) => relative(folder, file))).toEqual([
    'main.ts',
    'lib/a.ts',
    'lib/b.ts',
    'table.json',
  ]);
});
