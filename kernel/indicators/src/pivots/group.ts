import type { Definition } from '../base/definition.ts';
import { fibonacciLevels } from './fibonacci-levels.ts';
import { gator } from './gator.ts';
import {
  camarillaPivots,
  centralPivotRange,
  classicPivots,
  deMarkPivots,
  fibonacciPivots,
  woodiePivots,
} from './pivot-levels.ts';
import { sessionPivots } from './session-pivots.ts';
import { accumulativeSwingIndex, swingIndex } from './swing-index.ts';
import { fractals, swings } from './swings.ts';
import { zigZag } from './zig-zag.ts';

/** The members of this group, by name. */
export const pivotIndicators: readonly Definition[] = [
  accumulativeSwingIndex,
  camarillaPivots,
  centralPivotRange,
  classicPivots,
  deMarkPivots,
  fibonacciLevels,
  fibonacciPivots,
  fractals,
  gator,
  sessionPivots,
  swingIndex,
  swings,
  woodiePivots,
  zigZag,
];
