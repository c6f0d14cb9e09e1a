import { matchingError } from '../errors.ts';
import type { QueueModel } from './queue-model.ts';

/**
 * Another model's queue, in which others keep coming in before us: of every so many that an order would
 * have moved up without a trade, one is taken by somebody nearer to the front.
 *
 * @example
 * const queue = crowdedQueue(4, proportionalQueue); // three of four
 */
export function crowdedQueue(oneOf: number, model: QueueModel): QueueModel {
  if (!Number.isSafeInteger(oneOf) || oneOf < 1) {
    throw matchingError('BAD_SHARE', `oneOf is ${oneOf}`);
  }
  return {
    advance: (change) => {
      const next = model.advance(change);
      // What is shown bounds it: nobody stands behind more than there is.
      return Math.min(next + Math.ceil((change.ahead - next) / oneOf), change.ahead, change.shown);
    },
    describe: () => ({ model: 'crowdedQueue', parameters: { oneOf, of: model.describe() } }),
  };
}
