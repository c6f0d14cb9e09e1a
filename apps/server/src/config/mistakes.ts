/** Something that is wrong in what a node is told. */
export type ConfigMistake = {
  /** The file that it stands in, by its path; null where the environment says it. */
  readonly file: string | null;
  /** Counted from 1; null where no line is meant. */
  readonly line: number | null;
  readonly column: number | null;
  /** The setting, such as `demo.hours`, or the variable of the environment. */
  readonly place: string;
  /** What was found, and what is expected. */
  readonly detail: string;
};

/** What was read, or all that is wrong. */
export type ConfigRead<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly mistakes: readonly ConfigMistake[] };

/** A mistake as a line: `config/node.yaml:3:7: port: expected …`. */
export function mistakeLine({ file, line, column, place, detail }: ConfigMistake): string {
  const where = [file, line, column].filter((part) => part !== null).join(':');
  return [where, place, detail].filter((part) => part !== '').join(': ');
}
