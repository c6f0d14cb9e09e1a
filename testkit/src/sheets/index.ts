export { goldenSheetPath, smallSheet } from './small-sheet.ts';
export { aStory, runOfStory, type Story } from './story-run.ts';
