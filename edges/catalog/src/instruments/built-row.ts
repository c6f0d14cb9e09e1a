import type { RowDraft } from './instrument-row.ts';

/** An instrument while files are put together: what the first file said, filled up by the others. */
export type BuiltRow = {
  id: string;
  facts: RowDraft;
  firstDay: number;
};

/** What a source calls the rows, in their order as they came; empty or missing where it does not know one. */
export type SourceTexts = {
  readonly name: string;
  readonly tokens: string[];
  readonly symbols: string[];
};
