import type { FillModel } from './fill-model.ts';

/** Every touch fills, nothing slips. */
export const sureFills: FillModel = {
  fillsOnTouch: () => true,
  slipTicks: () => 0,
  describe: () => ({ model: 'sureFills', parameters: {} }),
};
