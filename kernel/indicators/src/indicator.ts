/** What every indicator of one number per input keeps to; `indicator-contract.test.ts` holds them to it. */
export type Indicator = {
  /** The value over the inputs so far, before `isReady` too; NaN before the first input. */
  readonly value: number;
  /** Whether it has had `warmUp` inputs. Once true it stays true. */
  readonly isReady: boolean;
  /** How many inputs it needs before its value is what its name says. */
  readonly warmUp: number;
  /** Takes the next input and returns the new value. Refuses what is not finite, unchanged. */
  update(value: number): number;
  /** What `update` would return, bit for bit, with nothing changed. */
  peek(value: number): number;
  /** An independent indicator in the same state. */
  fork(): Indicator;
  /** Its state in numbers that a file can hold; it goes on from them bit for bit. */
  exportState(): readonly number[];
  /** Takes back what `exportState` of the same indicator gave. Refuses anything else, unchanged. */
  importState(state: unknown): void;
};
