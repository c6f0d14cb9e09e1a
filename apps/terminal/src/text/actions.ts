/** What becomes of what people do. */
export const actionTexts = {
  cancelling: (order: string): string => `Cancelling ${order}`,
  changing: (order: string): string => `Changing ${order}`,
  cancellingAll: (count: number): string =>
    `Cancelling ${count} ${count === 1 ? 'order' : 'orders'}`,
  closing: (count: number): string =>
    `Closing everything: ${count} ${count === 1 ? 'order' : 'orders'}`,
  exiting: (instrument: string): string => `Closing ${instrument}`,
  reversing: (instrument: string): string => `Reversing ${instrument}`,
  killed: (account: string): string => `Halting ${account}`,
} as const;
