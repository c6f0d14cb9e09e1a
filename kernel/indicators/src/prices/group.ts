import type { Definition } from '../base/definition.ts';
import { averagePrice } from './average-price.ts';
import { pointAndFigure, renko } from './bricks.ts';
import { drawdown } from './drawdown.ts';
import { heikinAshi } from './heikin-ashi.ts';
import { lineBreak } from './line-break.ts';
import { medianPrice } from './median-price.ts';
import { ln, log10, sqrt } from './of-one.ts';
import { difference, product, quotient, sumOfTwo } from './of-two.ts';
import { cumulativeReturn, logReturn } from './returns.ts';
import { typicalPrice } from './typical-price.ts';
import { weightedClose } from './weighted-close.ts';

/** The members of this group, by name. */
export const priceIndicators: readonly Definition[] = [
  averagePrice,
  cumulativeReturn,
  difference,
  drawdown,
  heikinAshi,
  lineBreak,
  ln,
  log10,
  logReturn,
  medianPrice,
  pointAndFigure,
  product,
  quotient,
  renko,
  sqrt,
  sumOfTwo,
  typicalPrice,
  weightedClose,
];
