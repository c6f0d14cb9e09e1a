import { UsageError } from '../words.ts';

/** What a subcommand of `argosy data` has of the process it runs in. */
export type DataTerminal = {
  readonly say: (line: string) => void;
  /** Ends what would go on for long. */
  readonly signal: AbortSignal;
  /** Asks the person who sits there, and gives the answer; only where one does. */
  readonly ask?: (question: string) => Promise<string>;
};

/** A subcommand of `argosy data`; it knows its own words, and refuses others. */
export type DataSubcommand = {
  readonly name: string;
  /** What it does, in one line. */
  readonly help: string;
  /** How it is told what to do; said to who asks for help. */
  readonly usage: string;
  /** Gives what the command ends with. */
  run(words: readonly string[], terminal: DataTerminal): number | Promise<number>;
};

/** What is wrong with the words of a subcommand, and behind it how they are meant. */
export function misused(why: string, usage: string): UsageError {
  const [, name = ''] = /^argosy (data(?: \w+)?)/u.exec(usage) ?? [];
  return new UsageError(`${name}: ${why}\n\n${usage}`);
}
