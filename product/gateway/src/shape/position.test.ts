import { money, toAccountId, toBookId, toCurrency, toPrice, toQuantity } from 'argosy/core';
import { InstrumentTable } from 'argosy/domain';
import { AccountValuer } from 'argosy/risk';
import { aCoin, aFuture, anInstrument, aQuote, aTrade, rupees } from '@argosy/testkit';
import {
  depthSchema,
  fundsSchema,
  positionSchema,
  quoteSchema,
  tickSchema,
} from '@argosy/contract';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { fundsShape, positionShape } from './position.ts';
import { depthShape, quoteShape, tickShape } from './quote.ts';

const instruments = [anInstrument(), aCoin(), aFuture({ multiplier: 5n })];
const tables = { instruments: new InstrumentTable(instruments), scales: { INR: 2, BTC: 8 } };
const [account, book] = [toAccountId('PAPER-1'), toBookId('MANUAL')];

describe('a position outside', () => {
  test('has its mark to the half of a unit, and is worth at it what its account counts', () => {
    const whole = fc.integer({ min: 1, max: 1_000_000_000 });
    const sign = fc.constantFrom(-1, 1);
    fc.assert(
      fc.property(
        fc.constantFrom(...instruments),
        fc.tuple(whole, sign),
        whole,
        whole,
        (instrument, [size, side], bought, mark2) => {
          const qty = size * side;
          const cost = BigInt(bought) * BigInt(qty) * instrument.multiplier;
          const key = { account, book, instrument: instrument.id, product: 'margin' } as const;
          const position = {
            key: { ...key, id: null },
            qty,
            cost,
            realised: rupees(0n),
            charges: rupees(5n),
            mark2,
          };
          const shape = positionShape(position, tables);
          const valuer = new AccountValuer({ ...tables, markOf: () => mark2 });
          expect(minor(shape.value?.amount)).toBe(valuer.marketValue(position));
          const gain = valuer.marketValue(position) - valuer.costOf(position);
          expect(minor(shape.unrealised?.amount)).toBe(gain);
          expect(Number(shape.mark)).toBe(mark2 / 2 / 10 ** instrument.pricePrecision);
          expect(Number(shape.averagePrice)).toBeCloseTo(bought / 100, 2);
          expect(positionSchema.safeParse(shape).error).toBeUndefined();
        },
      ),
    );
  });

  test('has neither value nor gain without a mark, and no average where nothing is held', () => {
    const [instrument] = instruments;
    const key = { account, book, instrument: instrument?.id ?? aCoin().id, product: 'margin' };
    const flat = { qty: 0, cost: 0n, realised: rupees(-150n), charges: rupees(0n), mark2: null };
    const shape = positionShape({ key: { ...key, product: 'margin', id: null }, ...flat }, tables);
    expect(shape).toMatchObject({ averagePrice: null, value: null, unrealised: null, mark: null });
    expect(shape.realised).toEqual({ amount: '-1.50', currency: 'INR' });
  });
});

test('funds keep the places of their currency', () => {
  const bitcoin = toCurrency('BTC');
  const [cash, held] = [money(123_456_789n, bitcoin), money(1n, bitcoin)];
  const none = money(0n, bitcoin);
  const shape = fundsShape(
    { account, currency: bitcoin, cash, held, reserved: none, available: none, margin: null },
    tables,
  );
  expect(shape).toMatchObject({ cash: '1.23456789', held: '0.00000001', reserved: '0.00000000' });
  expect(fundsSchema.safeParse(shape).error).toBeUndefined();
});

test('quotes, trades and depth are in decimals', () => {
  const instrument = anInstrument();
  const quote = quoteShape(aQuote(), instrument);
  expect(quote).toMatchObject({
    instrument: 'SBIN.NSE',
    bid: '100.00',
    ask: '100.05',
    bidQty: '100',
  });
  expect(quoteSchema.safeParse(quote).error).toBeUndefined();
  const tick = tickShape(aTrade({ price: 10_005, qty: 7 }), instrument);
  expect(tick).toMatchObject({ price: '100.05', qty: '7', aggressor: null });
  expect(tickSchema.safeParse(tick).error).toBeUndefined();
  const level = { price: toPrice(9_995), qty: toQuantity(40) };
  const depth = depthShape({ bids: [level], asks: [] }, instrument);
  expect(depth).toEqual({
    instrument: 'SBIN.NSE',
    bids: [{ price: '99.95', qty: '40' }],
    asks: [],
  });
  expect(depthSchema.safeParse(depth).error).toBeUndefined();
});

function minor(text: string | undefined): bigint {
  return BigInt((text ?? '').replace('.', ''));
}
