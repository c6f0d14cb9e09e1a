import type { SlipBasis, SlippageModel } from './slippage-model.ts';
import { FIGURE_UNIT, readFigure, ticksOf, type PricePart } from './ticks.ts';

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
  const ofPrice = readFigure('impact', impact);
  const most = { numerator: readFigure('share', share, 1), denominator: FIGURE_UNIT };
  return {
    computeTicks: (basis) => {
      const { numerator, denominator } = shareOf(basis, most);
      const part = {
        numerator: ofPrice * numerator ** 2n,
        denominator: FIGURE_UNIT * denominator ** 2n,
      };
      return ticksOf(part, basis.price, basis.instrument);
    },
    describe: () => ({ model: 'volumeShareSlippage', parameters: { impact, share } }),
  };
}

function shareOf({ qty, volume }: SlipBasis, most: PricePart): PricePart {
  const share = { numerator: BigInt(qty), denominator: BigInt(volume) };
  const isLess = share.numerator * most.denominator < most.numerator * share.denominator;
  return isLess ? share : most;
}
