import type { FillModel } from './fill-model.ts';

/** Which model answers which question about a fill. */
export type FillParts = {
  /** Whether a bare touch of a limit fills. */
  readonly touch: FillModel;
  /** By how many ticks a market or stop order slips. */
  readonly slip: FillModel;
  /** How much fills at a price. */
  readonly size: FillModel;
};

/**
 * One model for touches, one for slips, one for sizes.
 *
 * @example
 * const chance = probabilisticFills({ limit: 0.3, slip: 0 });
 * const fills = composedFills({ touch: chance, slip: oneTickSlippage, size: sizeAwareFills({ rest: 'waits' }) });
 */
export function composedFills({ touch, slip, size }: FillParts): FillModel {
  return {
    fillsOnTouch: (stream) => touch.fillsOnTouch(stream),
    slipTicks: (stream) => slip.slipTicks(stream),
    nextPortion: (room) => size.nextPortion(room),
    describe: () => ({
      model: 'composedFills',
      parameters: { touch: touch.describe(), slip: slip.describe(), size: size.describe() },
    }),
  };
}
