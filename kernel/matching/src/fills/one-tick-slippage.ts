import type { FillModel } from './fill-model.ts';

/** Every touch fills; market and stop orders always fill one tick worse. */
export const oneTickSlippage: FillModel = {
  fillsOnTouch: () => true,
  slipTicks: () => 1,
  describe: () => ({ model: 'oneTickSlippage', parameters: {} }),
};
