import { matchingError } from '../errors.ts';
import type { SlippageModel } from './slippage-model.ts';
import { FIGURE_UNIT, readFigure, ticksOf } from './ticks.ts';

/** How much worse every order fills that takes: in ticks, or in hundredths of a per cent of the price. */
export type SlippageAmount = { readonly ticks: number } | { readonly basisPoints: number };

const TICKS_MAX = 1_000_000;
const BASIS_POINTS = 10_000;

/**
 * The same slippage for every order, however large.
 *
 * @example
 * const slippage = constantSlippage({ basisPoints: 5 });
 */
export function constantSlippage(amount: SlippageAmount): SlippageModel {
  const describe: SlippageModel['describe'] = () => {
    return { model: 'constantSlippage', parameters: { ...amount } };
  };
  if ('ticks' in amount) {
    const { ticks } = amount;
    const isCount = Number.isInteger(ticks) && ticks >= 0 && ticks <= TICKS_MAX;
    if (!isCount) throw matchingError('BAD_TICKS', `ticks is ${ticks}`);
    return { computeTicks: () => ticks, describe };
  }
  const { basisPoints } = amount;
  const numerator = readFigure('basisPoints', basisPoints, BASIS_POINTS);
  const part = { numerator, denominator: FIGURE_UNIT * BigInt(BASIS_POINTS) };
  return {
    computeTicks: ({ price, instrument }) => ticksOf(part, price, instrument),
    describe,
  };
}
