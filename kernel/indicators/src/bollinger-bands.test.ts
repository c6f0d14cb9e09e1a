import fc from 'fast-check';
import { expect, test } from 'vitest';

import { BollingerBands, bollingerBands } from './bollinger-bands.ts';

const inputs = fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { maxLength: 60 });

test('a batch gives the three lines that a stream gives, bit for bit', () => {
  const [period, deviations] = [fc.integer({ min: 1, max: 20 }), fc.double({ min: 0, max: 5 })];
  fc.assert(
    fc.property(inputs, period, deviations.filter(Number.isFinite), (values, length, many) => {
      const bands = new BollingerBands(length, many);
      const rows = values.map((value) => [bands.update(value), bands.upper, bands.lower]);
      const { middle, upper, lower } = bollingerBands(Float64Array.from(values), length, many);
      expect([...middle].map((value, at) => [value, upper[at], lower[at]])).toEqual(rows);
    }),
  );
});

test('bands stand two deviations apart from the middle unless told otherwise', () => {
  const { middle, upper, lower } = bollingerBands(Float64Array.of(10, 14), 2);
  expect([middle[1], upper[1], lower[1]]).toEqual([12, 16, 8]);
});

test.each([NaN, Infinity, -Infinity, -0.5])('bands refuse %d deviations', (deviations) => {
  expect(() => new BollingerBands(3, deviations)).toThrow(`not below zero: ${deviations}`);
});

test('bands go on alike from a state that was in a file', () => {
  const [bands, next] = [new BollingerBands(3), new BollingerBands(3)];
  for (const value of [10, 14, 9, 12]) bands.update(value);
  next.importState(JSON.parse(JSON.stringify(bands.exportState())));
  expect([next.value, next.upper, next.lower]).toEqual([bands.value, bands.upper, bands.lower]);
});
