import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { isTooDeep } from './json-depth.ts';

const nested = (depth: number, inner = ''): string =>
  `${'['.repeat(depth)}${inner}${']'.repeat(depth)}`;

test('what lies deeper than may be is found, and nothing else', () => {
  expect([isTooDeep(nested(64, '"x"')), isTooDeep(nested(65, '"x"'))]).toEqual([false, true]);
  expect(isTooDeep(`[${nested(63)},${nested(63)}]`)).toBe(false);
  expect(isTooDeep(`{"a":"${'['.repeat(500)}"}`)).toBe(false);
  expect(isTooDeep(`{"a":"\\"${'{'.repeat(500)}"}`)).toBe(false);
  expect(isTooDeep(`{"a":"\\\\",${'"b":{'.repeat(80)}`)).toBe(true);
});

test('the depth of any JSON is what a walk through it finds', () => {
  const depthOf = (value: unknown): number => {
    if (typeof value !== 'object' || value === null) return 0;
    return 1 + Math.max(0, ...Object.values(value).map(depthOf));
  };
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 8 }), fc.nat(8), (value, max) => {
      const text = JSON.stringify(value);
      fc.pre(text.length > 2 * max);
      expect(isTooDeep(text, max)).toBe(depthOf(value) > max);
    }),
  );
});
