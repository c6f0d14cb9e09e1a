/** A question to a face that lives in another thread. */
export type CallQuestion = {
  readonly id: number;
  readonly face: string;
  readonly method: string;
  readonly given: readonly unknown[];
};

/** What came of it: a value, or an error with its code. */
export type CallAnswer =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly code: string; readonly message: string };
