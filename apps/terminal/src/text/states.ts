/** What panels say of themselves. */
export const states = {
  loading: 'Loading',
  again: 'Try again',
  forbidden: 'You may not see this',
  requestId: 'What the log knows this request by',
  notRenewed: (why: string): string => `Not renewed: ${why}. This is what was known before.`,
} as const;
