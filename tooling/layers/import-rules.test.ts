import { describe, expect, test } from 'vitest';
import { checkImports } from './import-rules.ts';
import type { Workspace } from './workspaces.ts';

const workspaces: readonly Workspace[] = [
  { name: 'argosy', folder: 'kernel', subpaths: ['./core', './orders', './engine'] },
  { name: '@argosy/catalog', folder: 'edges/catalog', subpaths: ['.'] },
  { name: '@argosy/testkit', folder: 'testkit', subpaths: ['.'] },
];

function messages(path: string, text: string): readonly string[] {
  return checkImports([{ path, text }], workspaces).map((problem) => problem.message);
}

describe('imports', () => {
  test('accepts a package by its exported subpath', () => {
    expect(messages('kernel/orders/src/a.ts', `import { x } from 'argosy/core';`)).toEqual([]);
  });

  test('refuses a path past the exports', () => {
    const text = `import { x } from 'argosy/core/src/price.ts';`;
    expect(messages('edges/catalog/src/a.ts', text)).toEqual([
      '"argosy/core/src/price.ts" is not among the exports of argosy',
    ]);
  });

  test('refuses a relative path into another room', () => {
    const text = `export { x } from '../../core/src/price.ts';`;
    expect(messages('kernel/orders/src/a.ts', text)).toEqual([
      '"../../core/src/price.ts" leaves the room: import the package by its name',
    ]);
  });

  test('refuses an outside dependency to the kernel but not to its tests', () => {
    const text = `import { test } from 'vitest';`;
    expect(messages('kernel/core/src/a.ts', text)).toEqual([
      'the kernel depends on nothing: "vitest"',
    ]);
    expect(messages('kernel/core/src/a.test.ts', text)).toEqual([]);
  });

  test('refuses a room that imports itself by its package name', () => {
    const text = `import { x } from 'argosy/core';`;
    expect(messages('kernel/core/src/a.ts', text)).toEqual([
      '"argosy/core" is this room itself: import the file',
    ]);
  });

  test('sees type imports and dynamic imports as well', () => {
    const text = `import type { X } from 'argosy/engine';\nexport const y = import('@argosy/catalog');`;
    expect(messages('kernel/orders/src/a.ts', text)).toEqual([
      'kernel/engine stands below kernel/orders',
      'edges/catalog stands below kernel/orders',
    ]);
  });

  test('refuses a file outside of every room', () => {
    expect(messages('kernel/misc/src/a.ts', '')).toEqual([
      'the house has no such room (layers/house.ts)',
    ]);
  });

  test('reads what holds JSX as well', () => {
    const text = `import { x } from '@argosy/catalog';\nexport const y = <p title="a">{x}</p>;`;
    expect(messages('apps/terminal/src/a.tsx', text)).toEqual([
      'of the house, apps/terminal imports kernel/core, kernel/indicators, product/contract only',
    ]);
  });

  test('tells the line of the import', () => {
    const files = [{ path: 'kernel/core/src/a.ts', text: `\n\nimport 'node:fs';` }];
    expect(checkImports(files, workspaces)[0]?.line).toBe(3);
  });
});
