import { expect, test } from 'vitest';
import { checkPurity } from './kernel-purity.ts';

function messages(text: string, path = 'kernel/core/src/a.ts'): readonly string[] {
  return checkPurity([{ path, text }]).map((problem) => problem.message);
}

test('accepts constants and functions', () => {
  expect(
    messages(`export const limit = 3;\nexport function f(): void { let x = 1; x += 1; }`),
  ).toEqual([]);
});

test('refuses state in a module', () => {
  expect(messages(`export let count = 0;`)).toHaveLength(1);
  expect(messages(`let count = 0;\nexport const read = (): number => count;`)).toHaveLength(1);
});

test('refuses an import for its side effect and a dynamic import', () => {
  expect(messages(`import './a.ts';\nexport const b = import('./b.ts');`)).toEqual([
    'no side-effect import in the kernel',
    'no dynamic import in the kernel',
  ]);
});

test('refuses import.meta and await outside of functions', () => {
  expect(messages(`export const here = import.meta.url;\nawait 0;`)).toEqual([
    'no import.meta in the kernel',
    'the kernel never awaits',
  ]);
});

test('leaves tests and the other wings alone', () => {
  expect(messages(`let count = 0;`, 'kernel/core/src/a.test.ts')).toEqual([]);
  expect(messages(`let count = 0;`, 'edges/catalog/src/a.ts')).toEqual([]);
});
