import type { QueueModel } from './queue-model.ts';

/**
 * Who leaves stood anywhere in the queue with the same chance: what leaves is taken from before and
 * behind the order by their shares, what stands before rounded up.
 */
export const proportionalQueue: QueueModel = {
  advance: ({ ahead, shownBefore, traded, shown }) => {
    const stood = shownBefore - traded;
    if (shown >= stood || stood <= 0) return Math.min(ahead, shown);
    // Exact, in integers: the product may be beyond what a float holds.
    const left = (BigInt(ahead) * BigInt(shown) + BigInt(stood - 1)) / BigInt(stood);
    return Math.min(ahead, Number(left), shown);
  },
  describe: () => ({ model: 'proportionalQueue', parameters: {} }),
};
