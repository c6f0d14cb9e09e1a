import type { InputNumber, InstrumentIndex, Timestamp } from 'argosy/core';

/** One step of a shard: the number and the instant of the input being handled. */
export type Turn = {
  readonly number: InputNumber;
  readonly now: Timestamp;
  /** The interned instrument of a piece of market data; -1 for every other input. */
  readonly instrument: InstrumentIndex | -1;
};
