/** What all dialogs say. */
export const dialogs = { close: 'Close', cancel: 'Cancel' } as const;
