import { matchingError } from '../errors.ts';
import { noPortion, type FillModel, type FillRoom } from './fill-model.ts';

/** How much of the volume our orders may be. */
export type VolumeLimit = {
  /** Above 0, up to 1: of each quote's size, each trade, each quarter of a bar. Nine places count. */
  readonly share: number;
  /** Whether what may fill is rounded down to whole lots. */
  readonly roundToLot: boolean;
};

const SHARE_UNIT = 1_000_000_000;

/**
 * Every touch fills, but all orders of an instrument together no more than a share of what is there;
 * the rest waits for the next price.
 *
 * @example
 * const fills = volumeLimitedFills({ share: 0.1, roundToLot: true });
 */
export function volumeLimitedFills(limit: VolumeLimit): FillModel {
  const { share, roundToLot } = limit;
  const units = Math.round(share * SHARE_UNIT);
  const isShare = units >= 1 && units <= SHARE_UNIT;
  if (!isShare) throw matchingError('BAD_SHARE', `share is ${share}`);
  return {
    fillsOnTouch: () => true,
    slipTicks: () => 0,
    nextPortion: (room) => {
      const most = shareOf(room.shown, units);
      const whole = roundToLot ? most - (most % room.lot) : most;
      return limitedPortion(room, whole);
    },
    describe: () => ({
      model: 'volumeLimitedFills',
      parameters: { share, roundToLot: String(roundToLot) },
    }),
  };
}

/** Exact, in integers: 0.29 of 100 is 29, which the product of the two floats is not. */
function shareOf(size: number, units: number): number {
  return Number((BigInt(size) * BigInt(units)) / BigInt(SHARE_UNIT));
}

function limitedPortion(
  { wanted, taken }: FillRoom,
  most: number,
): ReturnType<FillModel['nextPortion']> {
  const qty = Math.min(wanted, most - taken);
  return qty > 0 ? { qty, ticksWorse: 0 } : noPortion;
}
