export { foldedTrip } from './folded-trip.ts';
export { sheetFacts } from './sheet-facts.ts';
export { goldenSheetPath, smallSheet } from './small-sheet.ts';
export { aStory, runOfStory, type Story } from './story-run.ts';
