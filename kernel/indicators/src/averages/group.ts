import type { Definition } from '../base/definition.ts';
import { accelerationBands } from './acceleration-bands.ts';
import { alma } from './alma.ts';
import { chandelierExit } from './chandelier-exit.ts';
import { dema } from './dema.ts';
import { donchian } from './donchian.ts';
import { ema } from './ema.ts';
import { hma } from './hma.ts';
import { kama } from './kama.ts';
import { mcGinley } from './mc-ginley.ts';
import { midPoint } from './mid-point.ts';
import { midPrice } from './mid-price.ts';
import { parabolicSar } from './parabolic-sar.ts';
import { sma } from './sma.ts';
import { superTrend } from './super-trend.ts';
import { t3 } from './t3.ts';
import { tema } from './tema.ts';
import { trima } from './trima.ts';
import { vwma } from './vwma.ts';
import { wilder } from './wilder.ts';
import { fibonacciWma, pascalWma, sineWma, symmetricWma } from './window-means.ts';
import { wma } from './wma.ts';
import { zlema } from './zlema.ts';

/** The members of this group, by name. */
export const averages: readonly Definition[] = [
  accelerationBands,
  alma,
  chandelierExit,
  dema,
  donchian,
  ema,
  fibonacciWma,
  hma,
  kama,
  mcGinley,
  midPoint,
  midPrice,
  parabolicSar,
  pascalWma,
  sineWma,
  sma,
  superTrend,
  symmetricWma,
  t3,
  tema,
  trima,
  vwma,
  wilder,
  wma,
  zlema,
];
