import type { SlippageModel } from './slippage-model.ts';
import { checkFigure, ticksOf } from './ticks.ts';

/** How an order's share of the volume moves the price against it. */
export type VolumeShareImpact = {
  /** The part of the price that an order as large as the volume would move it by. */
  readonly impact: number;
  /** The greatest share that counts, above 0 and up to 1; also where the source has no volume. */
  readonly share: number;
};

/**
 * The price moves by `price × impact × (quantity / volume)²`, the share held to its greatest.
 *
 * @example
 * const slippage = volumeShareSlippage({ impact: 0.1, share: 0.025 });
 */
export function volumeShareSlippage({ impact, share }: VolumeShareImpact): SlippageModel {
  checkFigure('impact', impact);
  checkFigure('share', share, 1);
  return {
    computeTicks: ({ qty, volume, price, instrument }) => {
      const part = Math.min(qty / volume, share);
      return ticksOf(Math.abs(price) * impact * (part * part), price, instrument);
    },
    describe: () => ({ model: 'volumeShareSlippage', parameters: { impact, share } }),
  };
}
