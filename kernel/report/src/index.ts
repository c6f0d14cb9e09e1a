export { SheetFold, SHEET_TRIPS_MAX, type SheetFoldOptions } from './fold/sheet-fold.ts';
export { compareFacts, type ComparisonWords } from './compare/compare-facts.ts';
export type { SheetFacts } from './fold/sheet-facts.ts';
export type { SheetScope } from './fold/sheet-scope.ts';
export { makeTearSheet, type SheetExtras } from './measure/make-sheet.ts';
export { readTearSheet } from './reading/read-sheet.ts';
export { validationOf } from './measure/validation.ts';
export { surfacesOf } from './measure/surfaces.ts';
export { writeTearSheetPage } from './page/write-page.ts';
export type { SheetForward } from './sheet-search.ts';
export type { SheetComparison } from './sheet-comparison.ts';
export {
  TEAR_SHEET_SCHEMA,
  type Band,
  type SheetCard,
  type SheetSearched,
  type TearSheet,
} from './sheet.ts';
export { RecordSheet, type RecordSheetOptions, type RecordTurn } from './record-sheet.ts';
export { RunSheet, type RunSheetExtras, type RunSheetOptions } from './run-sheet.ts';
export { sheetCardOf, unknownCard, type CardPlace } from './sheet-card.ts';
export { writeTearSheetJson } from './write-json.ts';
