import { dayInstrument, runOnDays, type DayPrices } from '@argosy/testkit';
import { atr, bollingerBands, highest, lowest, rsi } from 'argosy/indicators';
import fc from 'fast-check';
import { expect, it } from 'vitest';

import { BollingerBounce } from './bollinger-bounce.ts';
import { RsiBreakout } from './rsi-breakout.ts';

type Plan = { readonly direction: number; readonly stop: number; readonly target: number };
/** What a rule over whole arrays says of the close of a day. */
type Rule = {
  readonly enters: (day: number) => Plan | null;
  readonly isOver: (day: number, direction: number) => boolean;
  readonly movesTarget: (day: number) => number | null;
};

/** Steps through days that go straight from open to close: no engine, no orders, no books. */
function byVector(days: readonly DayPrices[], { enters, isOver, movesTarget }: Rule): string[] {
  const fills: string[] = [];
  let [planned, held, isLeaving]: [Plan | null, Plan | null, boolean] = [null, null, false];
  for (const [day, { open, close }] of days.entries()) {
    const trade = (direction: number, price: number): void => {
      fills.push(`day ${day} ${direction > 0 ? 'buy' : 'sell'} 10 @ ${price}`);
    };
    if (held !== null && isLeaving) {
      trade(-held.direction, open);
      held = null;
    }
    if (planned !== null) trade(planned.direction, open);
    [held, planned, isLeaving] = [planned ?? held, null, false];
    const left = held === null ? null : exitOf(held, open, close);
    if (held !== null && left !== null) {
      trade(-held.direction, left);
      held = null;
    }
    if (held === null) planned = enters(day);
    else if (isOver(day, held.direction)) isLeaving = true;
    else held = { ...held, target: movesTarget(day) ?? held.target };
  }
  return fills;
}

/** The price a position is left at; what the open has passed already is left at the open. */
function exitOf({ direction, stop, target }: Plan, open: number, close: number): number | null {
  const isAt = (price: number) => direction * (price - target) >= 0;
  const isOut = (price: number) => direction * (price - stop) <= 0;
  if (isAt(open) || isOut(open)) return open;
  if (isAt(close)) return target;
  return isOut(close) ? stop : null;
}

const tick = dayInstrument.tick;
const onTick = (price: number): number => Math.max(1, Math.round(price / tick)) * tick;
/** A stop on its side of the price, a tick away at least. */
const stopFrom = (close: number, direction: number, distance: number): number =>
  onTick(close - direction * Math.max(distance, tick));
const closesOf = (days: readonly DayPrices[]): Float64Array =>
  Float64Array.from(days, ({ close }) => close);
const at = (values: Float64Array, day: number): number => values[day] ?? NaN;

const breakout = { period: 4, entry: 60, exit: 45, channel: 5, atrPeriod: 3, stopAtrs: 1.5 };

function breakoutRule(days: readonly DayPrices[], isBoth: boolean): Rule {
  const { period, entry, exit, channel, atrPeriod, stopAtrs } = breakout;
  const closes = closesOf(days);
  const strength = rsi.over(closes, { period, flat: 50 }).rsi;
  const high = Float64Array.from(days, ({ open, close }) => Math.max(open, close));
  const low = Float64Array.from(days, ({ open, close }) => Math.min(open, close));
  const [top, bottom] = [
    highest.over(high, { period: channel }).highest,
    lowest.over(low, { period: channel }).lowest,
  ];
  const ranges = atr.over({ high, low, close: closes }, { period: atrPeriod }).atr;
  const plan = (day: number, direction: number): Plan => {
    const stop = stopFrom(at(closes, day), direction, stopAtrs * (ranges[day] ?? 0));
    return { direction, stop, target: direction * Infinity };
  };
  return {
    enters: (day) => {
      if (day < Math.max(period + 1, channel, atrPeriod + 1)) return null;
      const [before, now, close] = [at(strength, day - 1), at(strength, day), at(closes, day)];
      if (before <= entry && now > entry && close > at(top, day - 1)) return plan(day, 1);
      const isBelow = before >= 100 - entry && now < 100 - entry && close < at(bottom, day - 1);
      return isBoth && isBelow ? plan(day, -1) : null;
    },
    isOver: (day, direction) =>
      direction > 0 ? at(strength, day) < exit : at(strength, day) > 100 - exit,
    movesTarget: () => null,
  };
}

const bounce = { period: 5, deviations: 1.1, stopWidths: 0.4 };

function bounceRule(days: readonly DayPrices[], isBoth: boolean): Rule {
  const { period, deviations, stopWidths } = bounce;
  const closes = closesOf(days);
  const { middle, upper, lower } = bollingerBands.over(closes, { period, deviations });
  const plan = (day: number, direction: number): Plan => {
    const distance = stopWidths * (at(upper, day) - at(lower, day));
    const stop = stopFrom(at(closes, day), direction, distance);
    return { direction, stop, target: onTick(at(middle, day)) };
  };
  return {
    enters: (day) => {
      if (day < period) return null;
      const [before, close] = [at(closes, day - 1), at(closes, day)];
      const isInside = close >= at(lower, day) && close <= at(upper, day);
      const wasBelow = before < at(lower, day - 1) && close < at(middle, day);
      const wasAbove = before > at(upper, day - 1) && close > at(middle, day);
      if (isInside && wasBelow) return plan(day, 1);
      return isInside && wasAbove && isBoth ? plan(day, -1) : null;
    },
    isOver: () => false,
    movesTarget: (day) => onTick(at(middle, day)),
  };
}

const walk = fc
  .array(fc.tuple(fc.integer({ min: -60, max: 60 }), fc.integer({ min: -200, max: 200 })), {
    minLength: 20,
    maxLength: 150,
  })
  .map((steps) => {
    let price = 50_000;
    return steps.map(([gap, move]): DayPrices => {
      const open = price + gap;
      price = open + move;
      return { open, close: price };
    });
  });

it.each([
  ['RsiBreakout', RsiBreakout, breakout, breakoutRule],
  ['BollingerBounce', BollingerBounce, bounce, bounceRule],
] as const)('%s trades as a computation over whole arrays', (_, strategy, values, ruleOf) => {
  let traded = 0;
  fc.assert(
    fc.property(walk, fc.constantFrom('long', 'both'), (days, side) => {
      const parameters = { ...values, side, quantity: '10' };
      const { fills } = runOnDays({ strategy, parameters }, days);
      expect(fills).toEqual(byVector(days, ruleOf(days, side === 'both')));
      traded += fills.length;
    }),
    { numRuns: 150 },
  );
  expect(traded).toBeGreaterThan(300);
});
