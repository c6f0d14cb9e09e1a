import type { QueueModel } from './queue-model.ts';

/** Nothing is left to guess where a recording tells each order by itself. */
export const exactQueue: QueueModel = {
  advance: ({ ahead, shown }) => Math.min(ahead, shown),
  describe: () => ({ model: 'exactQueue', parameters: {} }),
};
