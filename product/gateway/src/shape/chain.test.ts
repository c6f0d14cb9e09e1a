import { days, minutes, toInstrumentId, toPrice, toTimestamp } from 'argosy/core';
import { InstrumentTable, type Option } from 'argosy/domain';
import { MarketCache } from '@argosy/bridge';
import { chainSchema, type Chain } from '@argosy/contract';
import { aFuture, anIndex, anIndexPrice, anOption, aQuote } from '@argosy/testkit';
import { Metrics, metricTable } from '@argosy/telemetry';
import { expect, test } from 'vitest';

import { OptionBook } from '../http/option-book.ts';
import { chainShape } from './chain.ts';

const now = toTimestamp(1_795_146_300_000_000);
const expiresAt = toTimestamp(now + days(365));
const underlying = anIndex();

function option(right: Option['right'], strike: number): Option {
  const id = toInstrumentId(`NIFTY-${right}-${strike}.NFO`);
  return anOption({ id, right, strike: toPrice(strike * 100), expiresAt });
}

const options = [80, 90, 100, 110, 120].flatMap((strike) => [
  option('call', strike),
  option('put', strike),
]);
const future = aFuture({ expiresAt });
const instruments = new InstrumentTable([underlying, future, ...options]);
const book = new OptionBook(instruments);

function chainOf(prices: Readonly<Record<string, number>>, strikes = 40): Chain {
  const market = new MarketCache({
    instruments: instruments.size,
    hours: { isOpen: () => true },
    freshFor: minutes(1),
    metrics: new Metrics(metricTable),
  });
  for (const [id, price] of Object.entries(prices)) {
    const index = instruments.indexOf(toInstrumentId(id));
    if (index === undefined) throw new Error(id);
    const common = { instrument: id, at: now, availableAt: now };
    if (id === underlying.id) market.keep(anIndexPrice({ ...common, price }), index);
    else market.keep(aQuote({ ...common, bid: price - 1, ask: price + 1 }), index);
  }
  const cut = { expiresAt, strikes, rate: 0 };
  return chainShape(underlying, book.on(underlying.id), cut, { market, instruments, now });
}

test('a chain has the volatility and the Greeks that its prices imply, on its future', () => {
  // Black 1976 at forward 100, strike 100, one year, 20 %: 7.9656, delta of the call 0.5398.
  const chain = chainOf({
    'NIFTY-FUT.NFO': 10_000,
    'NIFTY-call-100.NFO': 797,
    'NIFTY-put-100.NFO': 797,
  });
  const row = chain.strikes.find(({ strike }) => strike === '100.00');
  expect(chain.forward).toEqual({ price: 100, from: 'future' });
  expect(row?.call?.volatility).toBeCloseTo(0.2, 3);
  expect(row?.call?.delta).toBeCloseTo(0.5398, 3);
  expect(row?.put?.delta).toBeCloseTo(-0.4602, 3);
  expect(row?.call?.vega).toBeCloseTo(0.397, 2);
  expect(row?.call?.theta).toBeLessThan(0);
  expect(chainSchema.safeParse(chain).error).toBeUndefined();
});

test('without a future the strike where call and put are nearest tells the forward', () => {
  const chain = chainOf({
    'NIFTY-call-90.NFO': 1_500,
    'NIFTY-put-90.NFO': 300,
    'NIFTY-call-100.NFO': 900,
    'NIFTY-put-100.NFO': 700,
  });
  expect(chain.forward).toEqual({ price: 102, from: 'parity' });
});

test('without either the price of the underlying stands for it, and without that nothing is implied', () => {
  const chain = chainOf({ 'NIFTY.NSE': 10_100, 'NIFTY-call-100.NFO': 797 });
  expect(chain.forward).toEqual({ price: 101, from: 'spot' });
  expect(chain.spot).toBe('101.00');
  const blind = chainOf({ 'NIFTY-call-100.NFO': 797 });
  expect(blind.forward).toBeNull();
  const call = blind.strikes.find(({ strike }) => strike === '100.00')?.call;
  expect(call).toMatchObject({ bid: '7.96', ask: '7.98', volatility: null, delta: null });
});

test('a price that no volatility makes implies nothing', () => {
  const chain = chainOf({ 'NIFTY-FUT.NFO': 10_000, 'NIFTY-call-80.NFO': 1_500 });
  const call = chain.strikes.find(({ strike }) => strike === '80.00')?.call;
  expect(call).toMatchObject({ bid: '14.99', volatility: null });
});

test('where one side implies nothing the other one of its strike is gone by', () => {
  // The call in the money costs less than it would bring; the put beside it is worth 20 %.
  const prices = { 'NIFTY-FUT.NFO': 10_000, 'NIFTY-call-80.NFO': 1_500, 'NIFTY-put-80.NFO': 119 };
  const row = chainOf(prices).strikes.find(({ strike }) => strike === '80.00');
  expect(row?.put?.volatility).toBeCloseTo(0.2, 2);
  expect(row?.call?.volatility).toBe(row?.put?.volatility);
  expect(Number(row?.call?.delta) - Number(row?.put?.delta)).toBeCloseTo(1, 9);
});

test('so many strikes are shown around the forward', () => {
  const chain = chainOf({ 'NIFTY-FUT.NFO': 11_900 }, 2);
  expect(chain.strikes.map(({ strike }) => strike)).toEqual(['110.00', '120.00']);
});
