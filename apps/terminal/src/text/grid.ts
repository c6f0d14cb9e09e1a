/** What tables say. */
export const gridText = {
  actions: 'Actions',
  more: (shown: number, all: number): string => `${shown} of ${all} are shown: narrow it down.`,
} as const;
