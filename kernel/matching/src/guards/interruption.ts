import type { Micros } from 'argosy/core';

import { matchingError } from '../errors.ts';
import type { ModelCard } from '../model-card.ts';

/** When a price that has gone too far stops trading, and for how long orders are collected then. */
export type InterruptionTerms = {
  /** How far from the price trading last began with, in hundredths of a percent, a price may go. */
  readonly basisPoints: number;
  /** How long nothing comes in. */
  readonly halt: Micros;
  /** How long orders are collected after that for the auction that trading begins again with. */
  readonly auction: Micros;
};

/** A pause in one instrument's trading where its price goes too far. */
export type InterruptionModel = {
  /** Null where nothing pauses. */
  readonly terms: InterruptionTerms | null;
  /** What the model is, for the reproducibility card. */
  describe(): ModelCard;
};

/** However far a price goes, trading goes on. */
export const noInterruptions: InterruptionModel = {
  terms: null,
  describe: () => ({ model: 'noInterruptions', parameters: {} }),
};

/**
 * A volatility interruption: a price beyond the range stops trading before anyone trades at it, orders are
 * collected, and the first price after that is an auction's and the middle of the next range.
 *
 * @example
 * const pauses = volatilityInterruptions({ basisPoints: 500, halt: 0, auction: twoMinutes });
 */
export function volatilityInterruptions(terms: InterruptionTerms): InterruptionModel {
  const isSound = Object.values(terms).every((value) => Number.isSafeInteger(value) && value >= 0);
  if (!isSound || terms.basisPoints === 0) {
    throw matchingError('BAD_BAND', `an interruption of ${JSON.stringify(terms)}`);
  }
  return {
    terms,
    describe: () => ({ model: 'volatilityInterruptions', parameters: { ...terms } }),
  };
}
