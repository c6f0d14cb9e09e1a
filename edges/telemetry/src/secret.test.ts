import { inspect } from 'node:util';

import { expect, test } from 'vitest';

import { Secret } from './secret.ts';

const secret = new Secret('hunter2');

test('tells its value only where it is revealed', () => {
  expect(secret.reveal()).toBe('hunter2');
});

test.each([
  ['text', `${secret}`],
  ['JSON', JSON.stringify({ secret })],
  ['the inspector', inspect({ deep: { secret } }, { depth: 9, showHidden: true })],
  ['its members', JSON.stringify(Object.entries(secret))],
  ['a copy', JSON.stringify(structuredClone(secret))],
])('%s does not show the value', (_, shown) => {
  expect(shown).not.toContain('hunter2');
});
