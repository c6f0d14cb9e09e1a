import type { Candles } from './candles.ts';
import type { MeanName } from './range-mean.ts';

/** What a pattern gives: 100 where it stands and points up, −100 down, 0 where there is none. */
export const UP = 100;
/** The pattern points down. */
export const DOWN = -100;
/** There is no pattern. */
export const NONE = 0;

/** A candle pattern: what it is called, what it reads, and how it is told. */
export type Pattern = {
  readonly title: string;
  /** The function of TA-Lib that finds the same. */
  readonly ta: string;
  /** What it asks for, oldest candle first. */
  readonly formula: string;
  /** How many candles it reads; TA-Lib reads more in some than it looks at. */
  readonly bars: number;
  /** What of the candles before is averaged for it. */
  readonly means: readonly MeanName[];
  /** How far into the first body a later candle has to come, as a share of that body, where it says so. */
  readonly penetration?: number;
  /** What stands at the newest candle. */
  readonly find: (c: Candles, penetration: number) => number;
};

/** Up where it does, else none. */
export function upIf(stands: boolean): number {
  return stands ? UP : NONE;
}

/** Down where it stands, else none. */
export function downIf(stands: boolean): number {
  return stands ? DOWN : NONE;
}
