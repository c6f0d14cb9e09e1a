import type { SlippageModel } from '../slippage/slippage-model.ts';
import { wholePortion, type FillModel } from './fill-model.ts';

/**
 * One tick worse, always: as a slippage model for every order that takes, as a fill model for market
 * and stop orders, every touch of a limit filling. Not meant for both places of one venue at once.
 */
export const oneTickSlippage: FillModel & SlippageModel = {
  fillsOnTouch: () => true,
  slipTicks: () => 1,
  nextPortion: wholePortion,
  computeTicks: () => 1,
  describe: () => ({ model: 'oneTickSlippage', parameters: {} }),
};
