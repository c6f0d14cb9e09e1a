// A backtest from code: a generator of quotes, a cash account, a strategy, charges.
import { cashAccount, generatorSource, runBacktest, type BacktestResult } from 'argosy/backtest';
import {
  alwaysOpen,
  money,
  Random,
  toAccountId,
  toCurrency,
  toInstrumentId,
  toPrice,
  toQuantity,
  toTimestamp,
} from 'argosy/core';
import type { Equity, Quote } from 'argosy/domain';
import { feePercent } from 'argosy/matching';

import { AboveAverage } from './above-average.ts';

const sbin: Equity = {
  kind: 'equity',
  id: toInstrumentId('SBIN.NSE'),
  exchange: 'NSE',
  currency: toCurrency('INR'),
  pricePrecision: 2,
  sizePrecision: 0,
  tick: toPrice(5),
  lot: toQuantity(1),
  minQty: toQuantity(1),
  maxQty: toQuantity(100_000),
  multiplier: 1n,
  multiplierScale: 0,
  calendar: alwaysOpen.id,
  validFrom: toTimestamp(0),
  validTo: null,
  isin: null,
};

/** A walk of a price in ticks, a quote a second, the same for each seed. */
function* randomWalk(seed: number): Generator<readonly Quote[]> {
  const random = Random.fromSeed(seed);
  let ticks = 16_000;
  for (let second = 1; second <= 20_000; second += 1) {
    ticks += random.nextInt(3) - 1;
    const at = toTimestamp(second * 1_000_000);
    yield [
      {
        kind: 'quote',
        instrument: sbin.id,
        eventAt: at,
        nanos: 0,
        availableAt: at,
        sourceSequence: second,
        bid: toPrice(5 * ticks),
        ask: toPrice(5 * (ticks + 1)),
        bidQty: toQuantity(100),
        askQty: toQuantity(100),
      },
    ];
  }
}

/** Runs it; equal seeds give equal hashes. */
export function runAboveAverage(seed: number): BacktestResult {
  const account = toAccountId('DEMO');
  const balance = money(100_000_00n, sbin.currency);
  const contents = [{ kind: 'quote', instrument: sbin.id }] as const;
  const quotes = generatorSource('walk', contents, () => randomWalk(seed));
  return runBacktest({
    instruments: [sbin],
    sources: [quotes],
    accounts: [cashAccount(account, balance)],
    strategies: [
      { id: 'above', strategy: AboveAverage, parameters: { instrument: sbin.id }, account },
    ],
    venue: { fees: feePercent('0.03') },
    seed,
  });
}
