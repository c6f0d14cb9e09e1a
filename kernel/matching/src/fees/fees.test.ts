import { money, toCurrency, toMinor, toPrice, toQuantity } from 'argosy/core';
import { anInstrument } from '@argosy/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { cappedFee } from './capped-fee.ts';
import { feeLines } from './fee-lines.ts';
import { feeMakerTaker } from './fee-maker-taker.ts';
import type { FeeModel, FilledBasis } from './fee-model.ts';
import { feePerShare } from './fee-per-share.ts';
import { feePercent } from './fee-percent.ts';
import { FeeTally } from './fee-tally.ts';
import { noFees } from './no-fees.ts';

const paise = 2;
/** 10 shares at 123.45: a value of 1,234.50. */
const fill = (changes: Partial<FilledBasis> = {}): FilledBasis => ({
  instrument: anInstrument(),
  side: 'buy',
  qty: toQuantity(10),
  price: toPrice(12_345),
  liquidity: 'taker',
  ...changes,
});
const fee = (model: FeeModel, changes: Partial<FilledBasis> = {}): bigint =>
  model.compute(fill(changes), paise).amount;

test('a fee is in the currency of the instrument', () => {
  const currency = toCurrency('USD');
  const instrument = anInstrument({ currency });
  expect(noFees.compute(fill({ instrument }), paise)).toEqual(money(toMinor(0n), currency));
});

describe('per share', () => {
  test('charges each share, exactly until the end', () => {
    expect(fee(feePerShare('0.0055'))).toBe(6n);
  });

  test('counts whole units where a quantity has decimals', () => {
    const instrument = anInstrument({ sizePrecision: 3 });
    expect(fee(feePerShare('2'), { instrument, qty: toQuantity(1_500) })).toBe(300n);
  });
});

describe('per cent', () => {
  test('charges a share of the value, rounded half up', () => {
    expect(fee(feePercent('0.03'))).toBe(37n);
  });

  test('reads a rate of many decimals exactly', () => {
    expect(fee(feePercent('0.00297'), { qty: toQuantity(100_000) })).toBe(36_665n);
  });

  test('charges a price below zero by its size', () => {
    expect(fee(feePercent('1'), { price: toPrice(-10_000) })).toBe(1_000n);
  });

  test('counts the multiplier of a contract', () => {
    const instrument = anInstrument({ multiplier: 75n });
    expect(fee(feePercent('0.03'), { instrument })).toBe(2_778n);
  });

  test('keeps more places where the ledger does', () => {
    expect(feePercent('0.03').compute(fill(), 4).amount).toBe(3_704n);
  });
});

describe('maker and taker', () => {
  const model = feeMakerTaker({ maker: '-0.01', taker: '0.05' });

  test('charge the taker', () => {
    expect(fee(model)).toBe(62n);
  });

  test('reward the maker', () => {
    expect(fee(model, { liquidity: 'maker' })).toBe(-12n);
  });

  test('are held at the dearer', () => {
    expect(model.estimate(fill(), paise).amount).toBe(62n);
  });
});

describe('a capped fee', () => {
  const model = cappedFee(feePercent('1'), { min: '0.50', max: '20' });

  test('is the model’s between the bounds', () => {
    expect(fee(model)).toBe(1_235n);
  });

  test('is never above the greatest', () => {
    expect(fee(model, { qty: toQuantity(1_000) })).toBe(2_000n);
  });

  test('is never below the least', () => {
    expect(fee(model, { price: toPrice(100) })).toBe(50n);
  });

  test.each([
    [null, '5', [400n, 100n, 0n]],
    ['6', null, [600n, 200n, 200n]],
    ['6', '7', [600n, 100n, 0n]],
    ['20', null, [2_000n, 0n, 0n]],
  ])('from %s to %s is held over all fills of an order', (min, max, fees) => {
    const tally = new FeeTally();
    const perShare = cappedFee(feePerShare('1'), { min, max });
    const parts = [4, 4, 2].map((qty) => fee(perShare, { qty: toQuantity(qty), tally }));
    expect(parts).toEqual(fees);
  });

  test('may be bounded again', () => {
    const tally = new FeeTally();
    const outer = cappedFee(cappedFee(feePerShare('1'), { min: '6', max: null }), {
      min: null,
      max: '9',
    });
    const parts = [4, 4, 2].map((qty) => fee(outer, { qty: toQuantity(qty), tally }));
    expect(parts).toEqual([600n, 200n, 100n]);
  });

  test('of an order in parts comes to the bounds of their sum', () => {
    const bounded = cappedFee(feePerShare('1'), { min: '30', max: '500' });
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1 }), (sizes) => {
        const tally = new FeeTally();
        const paid = sizes.reduce(
          (sum, qty) => sum + fee(bounded, { qty: toQuantity(qty), tally }),
          0n,
        );
        const qty = toQuantity(sizes.reduce((sum, one) => sum + one, 0));
        expect(paid).toBe(fee(bounded, { qty }));
      }),
    );
  });

  test('may have no bounds', () => {
    expect(fee(cappedFee(feePercent('1'), { min: null, max: null }))).toBe(1_235n);
  });

  test('may have a least that is its greatest, rounded half up', () => {
    expect(fee(cappedFee(noFees, { min: '0.255', max: '0.255' }))).toBe(26n);
  });

  test('refuses bounds in the wrong order', () => {
    expect(() => cappedFee(noFees, { min: '2', max: '1' })).toThrow('2 is above 1');
  });

  test('describes what it holds', () => {
    expect(model.describe().parameters).toMatchObject({
      of: { model: 'feePercent', parameters: { rate: '1' } },
      max: '20',
    });
  });
});

test('a rate that is no decimal is refused', () => {
  expect(() => feePercent('a lot')).toThrow('"a lot"');
  const untyped = (): void => void Reflect.apply(feePercent, null, [0.03]);
  expect(untyped).toThrow("such as '0.03', found 0.03");
});

test('only makers and takers are paid to trade', () => {
  expect(() => feePercent('-1')).toThrow('"-1" is below zero');
  expect(() => feePerShare('-0.005')).toThrow('"-0.005" is below zero');
  expect(() => cappedFee(noFees, { min: null, max: '-1' })).toThrow('"-1" is below zero');
});

test.each([
  ['noFees', noFees],
  ['feePerShare', feePerShare('0.0055')],
  ['feePercent', feePercent('0.03')],
  ['feeMakerTaker', feeMakerTaker({ maker: '0.02', taker: '-0.01' })],
  ['cappedFee', cappedFee(feePercent('0.03'), { min: '0.01', max: '20' })],
])('%s never charges more than it estimates', (name, model) => {
  const liquidity = fc.constantFrom('maker' as const, 'taker' as const);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e7 }), fc.nat(1e6), liquidity, (price, qty, side) => {
      const order = fill({ price: toPrice(price), qty: toQuantity(qty), liquidity: side });
      expect(fee(model, order)).toBeLessThanOrEqual(model.estimate(order, paise).amount);
    }),
  );
  expect(model.describe().model).toBe(name);
});

describe('in lines', () => {
  /** Intraday equity at NSE, as of April 2026. */
  const intraday = feeLines([
    { name: 'brokerage', fee: cappedFee(feePercent('0.03'), { min: null, max: '20' }) },
    { name: 'exchange', fee: feePercent('0.00297') },
    { name: 'sebi', fee: feePercent('0.0001') },
    { name: 'stt', fee: feePercent('0.025'), side: 'sell' },
    { name: 'stamp', fee: feePercent('0.003'), side: 'buy' },
    { name: 'gst', fee: { percent: '18', of: ['brokerage', 'exchange', 'sebi'] } },
  ]);
  /** 1,000 shares at 123.45: a value of 123,450.00. */
  const large = { qty: toQuantity(1_000) };
  const linesOf = (changes: Partial<FilledBasis>): readonly (readonly [string, bigint])[] =>
    (intraday.itemise?.(fill({ ...large, ...changes }), paise) ?? []).map(({ name, amount }) => [
      name,
      amount,
    ]);

  test('a purchase pays its lines, each rounded by itself', () => {
    expect(linesOf({ side: 'buy' })).toEqual([
      ['brokerage', 2_000n],
      ['exchange', 367n],
      ['sebi', 12n],
      ['stamp', 370n],
      ['gst', 428n],
    ]);
  });

  test('a sale pays other lines', () => {
    expect(linesOf({ side: 'sell' }).map(([name]) => name)).toEqual([
      'brokerage',
      'exchange',
      'sebi',
      'stt',
      'gst',
    ]);
  });

  test('come to the fee', () => {
    expect(fee(intraday, large)).toBe(3_177n);
  });

  test('are capped over the fills of an order, each by itself', () => {
    const tally = new FeeTally();
    const first = linesOf({ tally }).find(([name]) => name === 'brokerage');
    const second = linesOf({ tally }).find(([name]) => name === 'brokerage');
    expect([first, second]).toEqual([['brokerage', 2_000n], undefined]);
  });

  test('are estimated for no less than they come to', () => {
    const estimate = intraday.estimate(fill(large), paise).amount;
    expect([estimate >= fee(intraday, large), estimate]).toEqual([true, 3_180n]);
  });

  test.each([
    ['a tax on what is not above', [{ name: 'gst', fee: { percent: '18', of: ['brokerage'] } }]],
    ['a name with a slash', [{ name: 'a/b', fee: noFees }]],
    ['no name', [{ name: '', fee: noFees }]],
    [
      'a name that comes twice',
      [
        { name: 'stt', fee: noFees },
        { name: 'stt', fee: noFees },
      ],
    ],
  ])('refuse %s', (_what, lines) => {
    expect(() => feeLines(lines)).toThrow('a line of a fee');
  });

  test('say what they are', () => {
    expect(intraday.describe().parameters['gst']).toEqual({
      model: 'line',
      parameters: { percent: '18', of: 'brokerage, exchange, sebi', side: null },
    });
  });
});
