import type { Answered, Call } from './call.ts';

/** A broker's list of what can be traded, as a file of the catalog. */
export type InstrumentListing = {
  /** For people and reports: `OpenAPIScripMaster.json`. */
  readonly name: string;
  /** Which of the catalog's readers understands it: `angel`, `zerodha`, `argosy`. */
  readonly source: string;
  /** Piece by piece: such files have tens of megabytes. Ending the iteration ends the download. */
  readonly pieces: AsyncIterable<Uint8Array>;
};

/** What the broker lists today. */
export interface InstrumentsPart {
  load(call: Call): Answered<InstrumentListing>;
}
