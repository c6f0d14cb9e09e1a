import { join } from 'node:path';

import {
  arraySource,
  cashAccount,
  runBacktest,
  type BacktestConfig,
  type BacktestResult,
} from 'argosy/backtest';
import { money, toAccountId, toCurrency, toQuantity } from 'argosy/core';
import { Strategy } from 'argosy/engine';
import { constantSlippage, feeLines, feePercent } from 'argosy/matching';
import { RunSheet, type TearSheet } from 'argosy/report';

import { anInstrument } from '../instrument.ts';
import { aBar } from '../market-data.ts';

const share = anInstrument();
const DAY_US = 86_400_000_000;

/** Holds ten shares for a week, every other week. */
class EveryOtherWeek extends Strategy {
  #days = 0;

  override onStart(): void {
    for (const { spec } of smallBars.slice(0, 1)) this.data.subscribeBars(spec);
  }

  override onBar(): void {
    this.#days += 1;
    const isIn = this.portfolio.qty(share.id) > 0;
    if (this.#days % 14 === 1 && !isIn) this.#send('buy');
    if (this.#days % 14 === 8 && isIn) this.#send('sell');
  }

  #send(side: 'buy' | 'sell'): void {
    const of = { instrument: share.id, side, qty: toQuantity(10), tif: 'GTC' } as const;
    this.orders.submit(this.orders.market(of));
  }
}

/** Two hundred days that rise and swing, the same on every machine. */
const smallBars = Array.from({ length: 200 }, (_, row) => {
  const open = 10_000 + row * 10 + ((row * 37) % 23) * 15;
  const close = open + (((row * 53) % 29) - 13) * 10;
  const [high, low] = [Math.max(open, close) + 25, Math.min(open, close) - 30];
  return aBar({ at: (row + 1) * DAY_US, open, high, low, close });
});

/** A small run that buys and sells one share, with charges in lines. */
function smallRun(): BacktestConfig {
  return {
    instruments: [share],
    sources: [arraySource('bars', smallBars)],
    accounts: [cashAccount(toAccountId('A'), money(20_000_00n, toCurrency('INR')))],
    strategies: [{ id: 'weeks', strategy: EveryOtherWeek, account: 'A' }],
    venue: {
      fees: feeLines([
        { name: 'brokerage', fee: feePercent('0.03') },
        { name: 'stt', fee: feePercent('0.1'), side: 'sell' },
      ]),
      slippage: constantSlippage({ ticks: 1 }),
    },
    seed: 'small',
  };
}

/** Where the document of the small run is kept, to be seen change. */
export const goldenSheetPath: string = join(
  import.meta.dirname,
  '../../../kernel/report/fixtures/small-run.json',
);

/** The tear sheet of the small run, and what it came to. */
export function smallSheet(): { readonly sheet: TearSheet; readonly result: BacktestResult } {
  const config = smallRun();
  const listens = new RunSheet(config);
  const result = runBacktest(config, listens.sink);
  const sheet = listens.make(result, { title: 'Every other week', kind: 'backtest' });
  return { sheet, result };
}
