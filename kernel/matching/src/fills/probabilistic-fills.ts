import { matchingError } from '../errors.ts';
import { wholePortion, type FillModel } from './fill-model.ts';

/** Probabilities from 0 to 1. */
export type FillChances = {
  /** That a resting limit fills when the price only touches it, drawn once for each touch. */
  readonly limit: number;
  /** That a market or stop order slips one tick. */
  readonly slip: number;
};

/**
 * Chance decides touches and slips; what fills, fills whole.
 *
 * @example
 * const fills = probabilisticFills({ limit: 0.3, slip: 0.5 });
 */
export function probabilisticFills(chances: FillChances): FillModel {
  checkProbability('limit', chances.limit);
  checkProbability('slip', chances.slip);
  return {
    fillsOnTouch: (stream) => stream.nextFloat() < chances.limit,
    slipTicks: (stream) => (stream.nextFloat() < chances.slip ? 1 : 0),
    nextPortion: wholePortion,
    describe: () => ({ model: 'probabilisticFills', parameters: { ...chances } }),
  };
}

function checkProbability(name: string, value: number): void {
  if (value >= 0 && value <= 1) return;
  throw matchingError('BAD_PROBABILITY', `${name} is ${value}`);
}
