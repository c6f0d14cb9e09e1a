import type { QueueModel } from './queue-model.ts';

/**
 * Whoever leaves stood behind: an order moves up by trades alone, and where less is shown than stood
 * before it. Never better than it could have been.
 */
export const patientQueue: QueueModel = {
  advance: ({ ahead, shown }) => Math.min(ahead, shown),
  describe: () => ({ model: 'patientQueue', parameters: {} }),
};
