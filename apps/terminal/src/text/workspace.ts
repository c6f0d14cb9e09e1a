/** What workspaces say. */
export const workspaceText = {
  border: 'Move the border',
  close: (title: string): string => `Close ${title}`,
  group: (group: string): string =>
    `Group ${group}: panels of a group follow one instrument. Next group`,
  broken: (title: string): string => `${title} has failed`,
  brokenHint: 'Orders and positions are not touched by it.',
} as const;
