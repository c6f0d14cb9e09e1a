import { expect, it } from 'vitest';

import { unknownKeyText } from './closest.ts';

const known = ['accounts', 'sources', 'until', 'venue'];

it.each([
  ['acounts', 'unknown key acounts, perhaps accounts'],
  ['venues', 'unknown key venues, perhaps venue'],
  ['vneue', 'unknown key vneue, perhaps venue'],
  ['Until', 'unknown key Until, perhaps until'],
  ['seed', 'unknown key seed'],
  ['ven', 'unknown key ven, perhaps venue'],
  ['ve', 'unknown key ve'],
])('%s: %s', (name, text) => {
  expect(unknownKeyText(name, known)).toBe(text);
});

it('where nothing is known nothing is near', () => {
  expect(unknownKeyText('a', [])).toBe('unknown key a');
});
