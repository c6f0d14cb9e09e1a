import { expect, test } from 'vitest';

import { toSixDigits } from './chart-colours.ts';

test('a colour of three digits is written in six, and any other as it is', () => {
  const colours = ['#0f8', '#00ff88', '#ABC', 'rgb(20 30 48 / 80%)', ''];
  expect(colours.map(toSixDigits)).toEqual([
    '#00ff88',
    '#00ff88',
    '#AABBCC',
    'rgb(20 30 48 / 80%)',
    '',
  ]);
});
