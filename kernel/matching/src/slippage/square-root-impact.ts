import { absBigint, divideRounded, minBigint, powerOfTen } from 'argosy/core';

import type { ModelCard } from '../model-card.ts';
import type { SlipBasis, SlippageModel } from './slippage-model.ts';
import { FIGURE_UNIT, readFigure } from './ticks.ts';

/** What an instrument trades and moves in a day. */
export type DailyFigures = {
  /** What is traded on an average day, in whole shares, contracts or coins. */
  readonly dailyVolume: number;
  /** The standard deviation of a day's return: 0.02 is two per cent. */
  readonly volatility: number;
};

/** How large orders move prices. */
export type SquareRootOptions = DailyFigures & {
  /** Those that are measured lie about a half to one. */
  readonly coefficient: number;
  /** Figures of single instruments, by id; the others go by the ones above. */
  readonly byInstrument?: Readonly<Record<string, DailyFigures>>;
};

/** Figures in billionths. */
type Day = { readonly volume: bigint; readonly volatility: bigint };

/**
 * The price moves by `price × coefficient × volatility × √(quantity / daily volume)`.
 *
 * @example
 * const slippage = squareRootImpact({ coefficient: 0.7, dailyVolume: 2_000_000, volatility: 0.015 });
 */
export function squareRootImpact(options: SquareRootOptions): SlippageModel {
  const { coefficient, dailyVolume, volatility, byInstrument = {} } = options;
  const factor = readFigure('coefficient', coefficient);
  const anyDay = readDay(options);
  const figures = Object.entries(byInstrument);
  const days = new Map(figures.map(([id, day]) => [id, readDay(day)]));
  return {
    computeTicks: (basis) => {
      const day = days.get(basis.instrument.id) ?? anyDay;
      return computeImpactTicks(basis, day, factor);
    },
    describe: () => ({
      model: 'squareRootImpact',
      parameters: { coefficient, dailyVolume, volatility, ...cardsOf(figures) },
    }),
  };
}

/**
 * The least whole number of ticks whose square reaches the square of the impact: no root of a float
 * decides, whose last bit the language leaves to the machine.
 */
function computeImpactTicks(basis: SlipBasis, day: Day, factor: bigint): number {
  const { instrument, qty, price } = basis;
  const tick = BigInt(instrument.tick);
  const size = absBigint(BigInt(price));
  const square = (size * factor * day.volatility) ** 2n * BigInt(qty) * FIGURE_UNIT;
  const volume = day.volume * powerOfTen(instrument.sizePrecision);
  const unit = FIGURE_UNIT ** 4n * tick ** 2n * volume;
  const ticks = rootUp(divideRounded(square, unit, 'up'));
  return Number(minBigint(ticks, divideRounded(size, tick, 'up')));
}

/** The least whole number whose square is at least `value`: Newton's steps come down to it. */
function rootUp(value: bigint): bigint {
  if (value < 2n) return value;
  let root = 1n << BigInt(Math.ceil(value.toString(2).length / 2));
  for (let next = (root + value / root) / 2n; next < root; next = (root + value / root) / 2n) {
    root = next;
  }
  return root * root < value ? root + 1n : root;
}

function readDay({ dailyVolume, volatility }: DailyFigures): Day {
  const volume = readFigure('dailyVolume', dailyVolume);
  return { volume, volatility: readFigure('volatility', volatility) };
}

function cardsOf(figures: readonly (readonly [string, DailyFigures])[]): ModelCard['parameters'] {
  return Object.fromEntries(
    figures.map(([id, { dailyVolume, volatility }]) => {
      return [id, { model: 'dailyFigures', parameters: { dailyVolume, volatility } }];
    }),
  );
}
