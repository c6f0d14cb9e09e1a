import { arraySource, marginAccount, type BacktestConfig } from 'argosy/backtest';
import {
  money,
  toAccountId,
  toCurrency,
  toInstrumentId,
  toQuantity,
  toTimestamp,
} from 'argosy/core';
import type { Bar } from 'argosy/domain';
import { Strategy } from 'argosy/engine';
import { cappedFee, constantSlippage, feeLines, feePercent, noSlippage } from 'argosy/matching';
import fc from 'fast-check';

import { anInstrument } from '../instrument.ts';
import { aBar } from '../market-data.ts';

const HOUR = 3_600_000_000;
const one = anInstrument();
const other = anInstrument({ id: toInstrumentId('OTHER.NSE'), multiplier: 15n });
const rupees = toCurrency('INR');

const fees = feeLines([
  { name: 'brokerage', fee: cappedFee(feePercent('0.03'), { min: null, max: '20' }) },
  { name: 'stt', fee: feePercent('0.025'), side: 'sell' },
  { name: 'gst', fee: { percent: '18', of: ['brokerage'] } },
]);

/** A bar of either of two shares, by how far it goes, and what is wanted of it at its end: so many, short or long. */
type Step = {
  readonly isOther: boolean;
  readonly move: number;
  readonly wick: number;
  readonly wish: number;
};
/** What happens in a story. */
export type Story = {
  readonly steps: readonly Step[];
  readonly deposits: readonly { readonly after: number; readonly rupees: number }[];
  readonly slips: boolean;
};

const step: fc.Arbitrary<Step> = fc.record({
  isOther: fc.boolean(),
  move: fc.integer({ min: -60, max: 60 }),
  wick: fc.nat(30),
  wish: fc.integer({ min: -4, max: 4 }),
});
/** Bars of two shares and what a strategy wants of them, with money that comes and goes. */
export const aStory: fc.Arbitrary<Story> = fc.record({
  steps: fc.array(step, { minLength: 2, maxLength: 60 }),
  deposits: fc.array(
    fc.record({
      after: fc.nat(59),
      rupees: fc.integer({ min: -2000, max: 9000 }).filter((one) => one !== 0),
    }),
    { maxLength: 3 },
  ),
  slips: fc.boolean(),
});

function barsOf(steps: readonly Step[]): readonly Bar[] {
  const last = { true: 20_000, false: 10_000 };
  return steps.map(({ isOther, move, wick }, row) => {
    const open = last[`${isOther}`];
    const close = Math.max(1_000, open + move * 5);
    last[`${isOther}`] = close;
    const high = Math.max(open, close) + wick * 5;
    const low = Math.max(5, Math.min(open, close) - wick * 5);
    const { id: instrument } = isOther ? other : one;
    return aBar({ instrument, at: (row + 1) * 7 * HOUR, open, high, low, close });
  });
}

/** The run of a story: on margin, with charges in lines. */
export function runOfStory({ steps, deposits, slips }: Story): BacktestConfig {
  const bars = barsOf(steps);
  class Wishes extends Strategy {
    #row = 0;

    override onStart(): void {
      for (const spec of new Set(bars.map((bar) => bar.spec))) this.data.subscribeBars(spec);
    }

    override onBar(bar: Bar): void {
      const { isOther = false, wish = 0 } = steps[this.#row] ?? {};
      this.#row += 1;
      const { id } = isOther ? other : one;
      const more = wish - this.portfolio.qty(id);
      if (more === 0 || bar.instrument !== id) return;
      const side = more > 0 ? 'buy' : 'sell';
      const qty = toQuantity(Math.abs(more));
      this.orders.submit(this.orders.market({ instrument: id, side, qty, tif: 'GTC' }));
    }
  }
  const account = marginAccount(toAccountId('A'), money(100_000_00n, rupees), { margin: '20' });
  return {
    instruments: [one, other],
    sources: [arraySource('bars', bars)],
    accounts: [account],
    strategies: [{ id: 'wishes', strategy: Wishes, account: 'A', product: 'margin' }],
    venue: { fees, slippage: slips ? constantSlippage({ ticks: 2 }) : noSlippage },
    commands: deposits.map(({ after, rupees: amount }) => ({
      at: toTimestamp((after + 1) * 7 * HOUR + 1),
      type: amount < 0 ? 'withdraw' : 'deposit',
      account: account.id,
      amount: money(BigInt(Math.abs(amount)) * 100n, rupees),
    })),
  };
}
