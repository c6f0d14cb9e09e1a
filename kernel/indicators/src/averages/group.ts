import type { Definition } from '../base/definition.ts';
import { accelerationBands } from './acceleration-bands.ts';
import { alligator } from './alligator.ts';
import { alma } from './alma.ts';
import { chandeKrollStop } from './chande-kroll-stop.ts';
import { chandelierExit } from './chandelier-exit.ts';
import { dema } from './dema.ts';
import { dma } from './dma.ts';
import { donchian } from './donchian.ts';
import { ehma } from './ehma.ts';
import { ema } from './ema.ts';
import { envelope } from './envelope.ts';
import { frama } from './frama.ts';
import { gannHiLo } from './gann-hi-lo.ts';
import { hma } from './hma.ts';
import { hwma } from './hwma.ts';
import { ichimoku } from './ichimoku.ts';
import { jma } from './jma.ts';
import { kama } from './kama.ts';
import { keltner } from './keltner.ts';
import { mavp } from './mavp.ts';
import { mcGinley } from './mc-ginley.ts';
import { midPoint } from './mid-point.ts';
import { midPrice } from './mid-price.ts';
import { parabolicSar } from './parabolic-sar.ts';
import { sarExtended } from './sar-extended.ts';
import { sma } from './sma.ts';
import { superSmoother } from './super-smoother.ts';
import { superTrend } from './super-trend.ts';
import { t3 } from './t3.ts';
import { tema } from './tema.ts';
import { trima } from './trima.ts';
import { vidya } from './vidya.ts';
import { volatilityStop } from './volatility-stop.ts';
import { vwma } from './vwma.ts';
import { wilder } from './wilder.ts';
import { fibonacciWma, pascalWma, sineWma, symmetricWma } from './window-means.ts';
import { wma } from './wma.ts';
import { zlema } from './zlema.ts';

/** The members of this group, by name. */
export const averages: readonly Definition[] = [
  accelerationBands,
  alligator,
  alma,
  chandeKrollStop,
  chandelierExit,
  dema,
  dma,
  donchian,
  ehma,
  ema,
  envelope,
  fibonacciWma,
  frama,
  gannHiLo,
  hma,
  hwma,
  ichimoku,
  jma,
  kama,
  keltner,
  mavp,
  mcGinley,
  midPoint,
  midPrice,
  parabolicSar,
  pascalWma,
  sarExtended,
  sineWma,
  sma,
  superSmoother,
  superTrend,
  symmetricWma,
  t3,
  tema,
  trima,
  vidya,
  volatilityStop,
  vwma,
  wilder,
  wma,
  zlema,
];
