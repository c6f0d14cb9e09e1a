import { expect, test } from 'vitest';

import { legendParts } from './chart-legend.ts';

const bar = { time: 60, open: 100, high: 104, low: 99, close: 103, volume: 1_200 };
const terms = { precision: 2, grouping: 'indian' } as const;
const texts = (of: Parameters<typeof legendParts>[0]): readonly string[] =>
  legendParts(of, terms).map(({ text }) => text);

test('what a bar changed by is reckoned from the close before it, and says which way', () => {
  const parts = legendParts({ bar, before: { ...bar, close: 104 }, plots: [] }, terms);
  expect(parts.find(({ tone }) => tone === 'down')?.text).toBe('▼ −1.00 (−0.96%)');
});

test('the first bar changed by nothing that is known', () => {
  expect(texts({ bar, before: null, plots: [] })).toEqual([
    'O 100.00',
    'H 104.00',
    'L 99.00',
    'C 103.00',
    'V 1.20 K',
  ]);
});

test('each line of an indicator stands in its colour, a dash where it has no value yet', () => {
  const plots = [
    { title: 'EMA 20', colour: '#112233', value: 101.256 },
    { title: 'EMA 50', colour: '#445566', value: Number.NaN },
  ];
  expect(legendParts({ bar, before: null, plots }, terms).slice(-2)).toEqual([
    { text: 'EMA 20 101.26', colour: '#112233' },
    { text: 'EMA 50 —', colour: '#445566' },
  ]);
});
