import type { Definition } from './base/definition.ts';
import { dema } from './averages/dema.ts';
import { ema } from './averages/ema.ts';
import { hma } from './averages/hma.ts';
import { kama } from './averages/kama.ts';
import { sma } from './averages/sma.ts';
import { t3 } from './averages/t3.ts';
import { tema } from './averages/tema.ts';
import { trima } from './averages/trima.ts';
import { wilder } from './averages/wilder.ts';
import { wma } from './averages/wma.ts';
import { zlema } from './averages/zlema.ts';
import { cci } from './momentum/cci.ts';
import { macd } from './momentum/macd.ts';
import { momentum } from './momentum/momentum.ts';
import { rateOfChange } from './momentum/rate-of-change.ts';
import { rsi } from './momentum/rsi.ts';
import { stochastic } from './momentum/stochastic.ts';
import { williamsR } from './momentum/williams-r.ts';
import { highest } from './statistics/highest.ts';
import { lowest } from './statistics/lowest.ts';
import { standardDeviation } from './statistics/standard-deviation.ts';
import { sum } from './statistics/sum.ts';
import { variance } from './statistics/variance.ts';
import { atr } from './volatility/atr.ts';
import { bollingerBands } from './volatility/bollinger-bands.ts';
import { natr } from './volatility/natr.ts';
import { trueRange } from './volatility/true-range.ts';
import { adx, directionalMovement } from './momentum/directional-movement.ts';
import { midPrice } from './averages/mid-price.ts';
import { vwma } from './averages/vwma.ts';
import { balanceOfPower } from './momentum/balance-of-power.ts';
import { accumulation } from './volume/accumulation.ts';
import { moneyFlowIndex } from './volume/money-flow-index.ts';
import { onBalanceVolume } from './volume/on-balance-volume.ts';

/** Every indicator, by name: what screens, documents and sweeps choose from. */
export const indicators: readonly Definition[] = [
  onBalanceVolume,
  moneyFlowIndex,
  accumulation,
  balanceOfPower,
  vwma,
  midPrice,
  adx,
  atr,
  bollingerBands,
  cci,
  dema,
  directionalMovement,
  ema,
  highest,
  hma,
  kama,
  lowest,
  macd,
  momentum,
  natr,
  rateOfChange,
  rsi,
  sma,
  standardDeviation,
  stochastic,
  sum,
  t3,
  tema,
  trima,
  trueRange,
  variance,
  wilder,
  williamsR,
  wma,
  zlema,
];
