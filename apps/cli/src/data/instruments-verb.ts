import type { DataTerminal } from './data-subcommand.ts';

/** What the words of a verb say besides. */
export type InstrumentValues = {
  readonly day?: string | undefined;
  readonly anyway?: boolean | undefined;
  readonly json?: boolean | undefined;
};

/** The words behind a verb, and what it may do. */
export type VerbCall = {
  readonly words: readonly string[];
  readonly values: InstrumentValues;
  readonly terminal: DataTerminal;
};
