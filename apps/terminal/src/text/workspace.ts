/** What workspaces say. */
export const workspaceText = {
  border: 'Move the border',
  close: (title: string): string => `Close ${title}`,
  group: (group: string): string =>
    `Group ${group}: panels of a group follow one instrument. Next group`,
  empty: 'This workspace has no panel: add one above.',
  add: 'Add a panel',
  copy: 'One more workspace like this',
  rename: 'Name of this workspace',
  renameHint: 'Once more gives it another name',
  lock: 'Lock',
  unlock: 'Unlock',
  save: 'Save as file',
  load: 'Load',
  noWorkspace: (file: string): string =>
    `${file} is no workspace: nothing was changed. Load takes what Save wrote.`,
  reset: 'Reset',
  forget: 'Remove',
  maximise: 'The panel in focus over all others, and back',
  push: {
    left: 'Push the panel in focus to the left',
    right: 'Push the panel in focus to the right',
    top: 'Push the panel in focus up',
    bottom: 'Push the panel in focus down',
  },
  panel: (number: number): string => `To panel ${number}`,
  show: (number: number): string => `Show workspace ${number}`,
  broken: (title: string): string => `${title} has failed`,
  brokenHint: 'Orders and positions are not touched by it.',
} as const;
