import { matchingError } from '../errors.ts';
import { noPortion, type FillModel, type FillPortion, type FillRoom } from './fill-model.ts';

/** What becomes of the part of an order that is greater than the size shown. */
export type SizeRest =
  /** It waits for the next price. */
  | { readonly rest: 'waits' }
  /** It takes further levels, each as deep as the one shown and this many ticks worse than the last. */
  | { readonly rest: 'sweeps'; readonly ticksPerLevel: number };

/** How many levels orders may sweep at one price; what is left then waits for the next. */
export const SWEPT_LEVELS_MAX = 100;

/**
 * Every touch fills, up to the size shown there in whole lots.
 *
 * @example
 * const fills = sizeAwareFills({ rest: 'sweeps', ticksPerLevel: 1 });
 */
export function sizeAwareFills(options: SizeRest): FillModel {
  const ticks = options.rest === 'sweeps' ? options.ticksPerLevel : 0;
  const levels = options.rest === 'sweeps' ? SWEPT_LEVELS_MAX : 1;
  if (options.rest === 'sweeps' && !(Number.isSafeInteger(ticks) && ticks > 0)) {
    throw matchingError('BAD_TICKS', `ticksPerLevel is ${ticks}`);
  }
  return {
    fillsOnTouch: () => true,
    slipTicks: () => 0,
    nextPortion: (room) => portionOf(room, { ticks, levels }),
    describe: () => ({ model: 'sizeAwareFills', parameters: { ...options } }),
  };
}

function portionOf(
  { wanted, shown, taken, lot }: FillRoom,
  { ticks, levels }: { readonly ticks: number; readonly levels: number },
): FillPortion {
  const size = shown - (shown % lot);
  if (size === 0) return noPortion;
  const level = Math.floor(taken / size);
  if (level >= levels) return noPortion;
  return { qty: Math.min(wanted, size * (level + 1) - taken), ticksWorse: level * ticks };
}
