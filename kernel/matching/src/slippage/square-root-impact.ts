import { powerOfTen } from 'argosy/core';

import type { ModelCard } from '../model-card.ts';
import type { SlippageModel } from './slippage-model.ts';
import { checkFigure, ticksOf } from './ticks.ts';

/** What an instrument trades and moves in a day. */
export type DailyFigures = {
  /** What is traded on an average day, in whole shares, contracts or coins. */
  readonly dailyVolume: number;
  /** The standard deviation of a day's return: 0.02 is two per cent. */
  readonly volatility: number;
};

/** How large orders move prices. */
export type SquareRootOptions = DailyFigures & {
  /** Measured ones lie between a half and one. */
  readonly coefficient: number;
  /** Figures of single instruments, by id; the others go by the ones above. */
  readonly byInstrument?: Readonly<Record<string, DailyFigures>>;
};

/**
 * The price moves by `price × coefficient × volatility × √(quantity / daily volume)`.
 *
 * @example
 * const slippage = squareRootImpact({ coefficient: 0.7, dailyVolume: 2_000_000, volatility: 0.015 });
 */
export function squareRootImpact(options: SquareRootOptions): SlippageModel {
  const { coefficient, dailyVolume, volatility, byInstrument = {} } = options;
  checkFigure('coefficient', coefficient);
  for (const figures of [options, ...Object.values(byInstrument)]) checkDay(figures);
  const days = new Map(Object.entries(byInstrument));
  return {
    computeTicks: ({ instrument, qty, price }) => {
      const day = days.get(instrument.id) ?? options;
      const volume = day.dailyVolume * Number(powerOfTen(instrument.sizePrecision));
      const whole = Math.abs(price) * coefficient * day.volatility;
      return leastTicks(ticksOf(whole * Math.sqrt(qty / volume), price, instrument), (ticks) => {
        const moved = ticks * instrument.tick;
        return moved * moved * volume >= whole * whole * qty || moved >= Math.abs(price);
      });
    },
    describe: () => ({
      model: 'squareRootImpact',
      parameters: { coefficient, dailyVolume, volatility, ...cardsOf(days) },
    }),
  };
}

/**
 * The language leaves the last bit of a square root to the machine. So the root is only a guess: the
 * least number of ticks whose square reaches the impact's is found by products, alike everywhere.
 */
function leastTicks(guess: number, reaches: (ticks: number) => boolean): number {
  let ticks = Math.max(0, guess - 1);
  while (!reaches(ticks)) ticks += 1;
  return ticks;
}

function checkDay({ dailyVolume, volatility }: DailyFigures): void {
  checkFigure('dailyVolume', dailyVolume);
  checkFigure('volatility', volatility);
}

function cardsOf(days: ReadonlyMap<string, DailyFigures>): Readonly<Record<string, ModelCard>> {
  return Object.fromEntries(
    [...days].map(([id, { dailyVolume, volatility }]) => [
      id,
      { model: 'dailyFigures', parameters: { dailyVolume, volatility } },
    ]),
  );
}
