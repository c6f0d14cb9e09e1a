import { dema } from './averages/dema.ts';
import { ema } from './averages/ema.ts';
import { hma } from './averages/hma.ts';
import { kama } from './averages/kama.ts';
import { midPoint } from './averages/mid-point.ts';
import { midPrice } from './averages/mid-price.ts';
import { sma } from './averages/sma.ts';
import { t3 } from './averages/t3.ts';
import { tema } from './averages/tema.ts';
import { trima } from './averages/trima.ts';
import { vwma } from './averages/vwma.ts';
import { wilder } from './averages/wilder.ts';
import { wma } from './averages/wma.ts';
import { zlema } from './averages/zlema.ts';
import type { Definition } from './base/definition.ts';
import { adxr } from './momentum/adxr.ts';
import { aroon } from './momentum/aroon.ts';
import { balanceOfPower } from './momentum/balance-of-power.ts';
import { cci } from './momentum/cci.ts';
import { cmo } from './momentum/cmo.ts';
import { adx, directionalMovement } from './momentum/directional-movement.ts';
import { macd } from './momentum/macd.ts';
import { momentum } from './momentum/momentum.ts';
import { rateOfChange } from './momentum/rate-of-change.ts';
import { rsi } from './momentum/rsi.ts';
import { stochastic } from './momentum/stochastic.ts';
import { trix } from './momentum/trix.ts';
import { ultimateOscillator } from './momentum/ultimate-oscillator.ts';
import { williamsR } from './momentum/williams-r.ts';
import { averagePrice } from './prices/average-price.ts';
import { medianPrice } from './prices/median-price.ts';
import { typicalPrice } from './prices/typical-price.ts';
import { weightedClose } from './prices/weighted-close.ts';
import { averageDeviation } from './statistics/average-deviation.ts';
import { highest } from './statistics/highest.ts';
import { linearRegressionAngle } from './statistics/linear-regression-angle.ts';
import { linearRegressionSlope } from './statistics/linear-regression-slope.ts';
import { linearRegressionStart } from './statistics/linear-regression-start.ts';
import { linearRegression } from './statistics/linear-regression.ts';
import { lowest } from './statistics/lowest.ts';
import { standardDeviation } from './statistics/standard-deviation.ts';
import { sum } from './statistics/sum.ts';
import { timeSeriesForecast } from './statistics/time-series-forecast.ts';
import { variance } from './statistics/variance.ts';
import { atr } from './volatility/atr.ts';
import { bollingerBands } from './volatility/bollinger-bands.ts';
import { natr } from './volatility/natr.ts';
import { trueRange } from './volatility/true-range.ts';
import { accumulation } from './volume/accumulation.ts';
import { chaikinOscillator } from './volume/chaikin-oscillator.ts';
import { moneyFlowIndex } from './volume/money-flow-index.ts';
import { onBalanceVolume } from './volume/on-balance-volume.ts';

/** Every indicator, by name: what screens, documents and sweeps choose from. */
export const indicators: readonly Definition[] = [
  accumulation,
  adx,
  adxr,
  aroon,
  atr,
  averageDeviation,
  averagePrice,
  balanceOfPower,
  bollingerBands,
  cci,
  chaikinOscillator,
  cmo,
  dema,
  directionalMovement,
  ema,
  highest,
  hma,
  kama,
  linearRegression,
  linearRegressionAngle,
  linearRegressionSlope,
  linearRegressionStart,
  lowest,
  macd,
  medianPrice,
  midPoint,
  midPrice,
  momentum,
  moneyFlowIndex,
  natr,
  onBalanceVolume,
  rateOfChange,
  rsi,
  sma,
  standardDeviation,
  stochastic,
  sum,
  t3,
  tema,
  timeSeriesForecast,
  trima,
  trix,
  trueRange,
  typicalPrice,
  ultimateOscillator,
  variance,
  vwma,
  weightedClose,
  wilder,
  williamsR,
  wma,
  zlema,
];
