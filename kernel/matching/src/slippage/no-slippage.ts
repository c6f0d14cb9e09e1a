import type { SlippageModel } from './slippage-model.ts';

/** Orders fill at the price they meet. */
export const noSlippage: SlippageModel = {
  computeTicks: () => 0,
  describe: () => ({ model: 'noSlippage', parameters: {} }),
};
