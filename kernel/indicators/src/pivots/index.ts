export { FibonacciLevels, fibonacciLevels } from './fibonacci-levels.ts';
export { Gator, gator } from './gator.ts';
export {
  camarillaPivots,
  centralPivotRange,
  classicPivots,
  deMarkPivots,
  fibonacciPivots,
  woodiePivots,
  type PivotPeriod,
  type ThreeLevels,
} from './pivot-levels.ts';
export { PivotPoints } from './pivot-points.ts';
export type { PivotKind } from './pivot-rules.ts';
export { SessionPivots, sessionPivots, type SessionPivotKind } from './session-pivots.ts';
export {
  AccumulativeSwingIndex,
  accumulativeSwingIndex,
  SwingIndex,
  swingIndex,
  type SwingLimit,
} from './swing-index.ts';
export { Fractals, fractals, Swings, swings, type SwingBars } from './swings.ts';
export { ZigZag, zigZag } from './zig-zag.ts';
