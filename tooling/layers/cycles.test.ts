import { expect, test } from 'vitest';
import { findCycles } from './cycles.ts';

test('finds no cycle where the imports form a tree', () => {
  const files = [
    { path: 'kernel/core/src/a.ts', text: `import { b } from './b.ts';` },
    { path: 'kernel/core/src/b.ts', text: `export const b = 1;` },
  ];
  expect(findCycles(files)).toEqual([]);
});

test('names the files of a cycle, type imports included', () => {
  const files = [
    { path: 'kernel/core/src/a.ts', text: `import { b } from './b.ts';` },
    { path: 'kernel/core/src/b.ts', text: `export { c } from './c.ts';` },
    { path: 'kernel/core/src/c.ts', text: `import type { A } from './a.ts';` },
  ];
  expect(findCycles(files)).toEqual([
    [
      'kernel/core/src/a.ts',
      'kernel/core/src/b.ts',
      'kernel/core/src/c.ts',
      'kernel/core/src/a.ts',
    ],
  ]);
});
