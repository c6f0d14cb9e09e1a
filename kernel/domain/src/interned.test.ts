import { describe, expect, it } from 'vitest';

import { toInputNumber, toInstrumentIndex } from './interned.ts';

describe.each([
  ['an instrument index', toInstrumentIndex],
  ['an input number', toInputNumber],
])('%s', (_name, toInterned) => {
  it('is a whole number from zero', () => {
    expect(toInterned(0)).toBe(0);
    expect(toInterned(41)).toBe(41);
  });

  it.each([-1, 0.5, Number.NaN, 2 ** 53])('is never %d', (value) => {
    expect(() => toInterned(value)).toThrow(String(value));
  });
});
