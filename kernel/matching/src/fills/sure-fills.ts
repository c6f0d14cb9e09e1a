import { wholePortion, type FillModel } from './fill-model.ts';

/** Every touch fills, and whole; nothing slips. */
export const sureFills: FillModel = {
  fillsOnTouch: () => true,
  slipTicks: () => 0,
  nextPortion: wholePortion,
  describe: () => ({ model: 'sureFills', parameters: {} }),
};
