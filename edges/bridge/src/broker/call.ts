import type { Result } from 'argosy/core';

/** How long a call may take, and who may end it sooner. Every call to the outside has both. */
export type Call = {
  /** After so many milliseconds the call answers `TIMED_OUT`: nothing is known then. */
  readonly timeoutMs: number;
  /** Ends the call with `ABORTED`; a request that has left is not taken back by it. */
  readonly signal?: AbortSignal;
};

/**
 * What comes back of a call. It never rejects for what brokers and networks do: a refusal is a value with a
 * code of `brokerRefusals`. A rejection is a bug of the adapter.
 */
export type Answered<Value> = Promise<Result<Value>>;

/** One page of an answer, oldest first. */
export type Page<Row> = {
  readonly rows: readonly Row[];
  /** Asks for the rows behind these; null behind the last page. Opaque, good for this adapter only. */
  readonly next: string | null;
};
