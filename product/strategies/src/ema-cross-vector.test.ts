import { aBar, anInstrument } from '@argosy/testkit';
import { arraySource, cashAccount, runBacktest } from 'argosy/backtest';
import {
  divideRounded,
  MICROS_PER_DAY,
  money,
  toAccountId,
  toCurrency,
  toPrice,
  toTimestamp,
} from 'argosy/core';
import { toBarSpecText, type Bar } from 'argosy/domain';
import { ema } from 'argosy/indicators';
import { feePercent } from 'argosy/matching';
import fc from 'fast-check';
import { expect, it } from 'vitest';

import { EmaCrossBars } from './ema-cross-bars.ts';

type Day = { readonly open: number; readonly close: number };
type Outcome = { readonly fills: readonly string[]; readonly cash: bigint };

const opening = 5_000_000n;
const [fast, slow, percent] = [3, 8, 90];
const instrument = anInstrument({ tick: toPrice(1) });
const spec = toBarSpecText(`${instrument.id}-1-DAY-LAST-EXTERNAL`);

/** The same strategy over whole arrays: no engine, no orders, no ledger. */
function byVector(days: readonly Day[]): Outcome {
  const closes = Float64Array.from(days, ({ close }) => close);
  const averageOf = (period: number): Float64Array =>
    ema.over(closes, { period, seed: 'first' }).ema;
  const [quick, lazy] = [averageOf(fast), averageOf(slow)];
  const fills: string[] = [];
  let [cash, held] = [opening, 0];
  for (let day = slow - 1; day + 1 < days.length; day += 1) {
    const [price, above] = [days[day + 1]?.open ?? 0, (quick[day] ?? 0) - (lazy[day] ?? 0)];
    const affordable = Number((cash * BigInt(percent)) / (100n * BigInt(closes[day] ?? 1)));
    const change = held === 0 && above > 0 ? affordable : held > 0 && above < 0 ? -held : 0;
    if (change === 0) continue;
    const notional = BigInt(Math.abs(change) * price);
    const fee = divideRounded(notional * 3n, 10_000n, 'halfUp');
    cash -= BigInt(change * price) + fee;
    held += change;
    fills.push(`${day + 1} ${change} @ ${price} fee ${fee}`);
  }
  return { fills, cash };
}

function byEngine(days: readonly Day[]): Outcome {
  const fills: string[] = [];
  const result = runBacktest(
    {
      instruments: [instrument],
      sources: [arraySource('days', days.map(barOf))],
      accounts: [cashAccount(toAccountId('A1'), money(opening, toCurrency('INR')))],
      strategies: [
        {
          id: 'ema',
          strategy: EmaCrossBars,
          parameters: { instrument: instrument.id, bars: spec, fast, slow, percent },
          account: 'A1',
        },
      ],
      venue: { fees: feePercent('0.03') },
    },
    {
      fill: ({ request, fill }) => {
        const change = request.side === 'buy' ? fill.qty : -fill.qty;
        const day = fill.at / MICROS_PER_DAY;
        fills.push(`${day} ${change} @ ${fill.price} fee ${fill.fee.amount}`);
      },
    },
  );
  return { fills, cash: result.accounts[0]?.cash.amount ?? 0n };
}

function barOf({ open, close }: Day, day: number): Bar {
  const closesAt = toTimestamp((day + 1) * MICROS_PER_DAY);
  const [high, low] = [toPrice(Math.max(open, close)), toPrice(Math.min(open, close))];
  const prices = { open: toPrice(open), high, low, close: toPrice(close) };
  const times = { opensAt: toTimestamp(day * MICROS_PER_DAY), closesAt };
  const known = { eventAt: closesAt, availableAt: closesAt, sourceSequence: day };
  return { ...aBar(), ...prices, ...times, ...known, instrument: instrument.id, spec };
}

const walk = fc
  .array(fc.tuple(fc.integer({ min: -30, max: 30 }), fc.integer({ min: -200, max: 200 })), {
    minLength: 20,
    maxLength: 200,
  })
  .map((steps) => {
    let price = 20_000;
    return steps.map(([gap, move]): Day => {
      const open = price + gap;
      price = open + move;
      return { open, close: price };
    });
  });

it('agrees with a computation over whole arrays to the last unit', () => {
  fc.assert(
    fc.property(walk, (days) => {
      expect(byEngine(days)).toEqual(byVector(days));
    }),
    { numRuns: 100 },
  );
});
