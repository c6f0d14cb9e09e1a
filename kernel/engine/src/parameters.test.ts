import { expect, it } from 'vitest';

import { parameter, parseParameters, type ParameterSchema } from './parameters.ts';

const schema = {
  instrument: parameter.instrument(),
  bars: parameter.bars(),
  period: parameter.integer({ default: 10, min: 2, max: 50 }),
  factor: parameter.number({ default: 1.5, min: 0 }),
  isLong: parameter.flag({ default: true }),
  mode: parameter.choice({ default: 'fast', options: ['fast', 'slow'] }),
  quantity: parameter.decimal({ default: '1.50' }),
};
const needed = { instrument: 'SBIN.NSE', bars: 'SBIN.NSE-1-MINUTE-LAST-EXTERNAL' };

function mistakeOf(given: Readonly<Record<string, unknown>>, of: ParameterSchema = schema): string {
  const parsed = parseParameters(of, { ...needed, ...given });
  return parsed.ok
    ? 'none'
    : parsed.mistakes.map(({ name, reason }) => `${name}: ${reason}`).join();
}

it('fills in every default', () => {
  const parsed = parseParameters(schema, needed);
  const defaults = { period: 10, factor: 1.5, isLong: true, mode: 'fast', quantity: '1.50' };
  expect(parsed).toEqual({ ok: true, values: { ...needed, ...defaults } });
});

it.each([
  [{ period: 1 }, 'period: 1 is below 2'],
  [{ period: 2 }, 'none'],
  [{ period: 50 }, 'none'],
  [{ period: 51 }, 'period: 51 is above 50'],
  [{ period: 2.5 }, 'period: expected a whole number, found 2.5'],
  [{ factor: Number.NaN }, 'factor: expected a number, found NaN'],
  [{ factor: -0.1 }, 'factor: -0.1 is below 0'],
  [{ isLong: 'yes' }, 'isLong: expected true or false, found "yes"'],
  [{ mode: 'warp' }, 'mode: expected one of fast, slow, found "warp"'],
  [{ quantity: '1e3' }, 'quantity: expected a decimal, found "1e3"'],
  [{ quantity: 3 }, 'quantity: expected text, found 3'],
  [{ instrument: 'two words' }, 'instrument: expected an instrument id, found "two words"'],
  [{ speed: 3 }, 'speed: no such parameter'],
])('answers %j with "%s"', (given, expected) => {
  expect(mistakeOf(given)).toBe(expected);
});

const basket = { shares: parameter.instruments({ least: 2, most: 3 }) };

it.each([
  [['A.X', 'B.X'], 'none'],
  [['A.X', 'B.X', 'C.X'], 'none'],
  [['A.X'], 'shares: expected 2 instruments or more, found 1'],
  [['A.X', 'B.X', 'C.X', 'D.X'], 'shares: expected 3 instruments at most, found 4'],
  [['A.X', 'A.X'], 'shares: "A.X" is there twice'],
  [['A.X', 7], 'shares: expected instrument ids, found 7'],
  ['A.X', 'shares: expected a list of instrument ids, found "A.X"'],
  [undefined, 'shares: needs a value'],
])('answers the instruments %j with "%s"', (shares, expected) => {
  const parsed = parseParameters(basket, { shares });
  const said = parsed.ok
    ? 'none'
    : parsed.mistakes.map((one) => `${one.name}: ${one.reason}`).join();
  expect(said).toBe(expected);
});

it('refuses more instruments than a thousand unless told', () => {
  const ids = Array.from({ length: 1_001 }, (_, place) => `S${place}.X`);
  const parsed = parseParameters({ shares: parameter.instruments() }, { shares: ids });
  expect(parsed.ok).toBe(false);
  const fewer = parseParameters({ shares: parameter.instruments() }, { shares: ids.slice(1) });
  expect(fewer.ok).toBe(true);
});

it('names every mistake at once', () => {
  const parsed = parseParameters(schema, { period: 1, mode: 'warp' });
  const names = parsed.ok ? [] : parsed.mistakes.map(({ name }) => name);
  expect(names).toEqual(['instrument', 'bars', 'period', 'mode']);
});

it('says what a bar specification lacks', () => {
  expect(mistakeOf({ bars: 'SBIN.NSE-1-MINUTE' })).toMatch(/^bars: /);
});
