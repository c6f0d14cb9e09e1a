import type { Definition } from '../base/definition.ts';
import { adxr } from './adxr.ts';
import { aroon, aroonOscillator } from './aroon.ts';
import { awesomeOscillator, acceleratorOscillator } from './awesome-oscillator.ts';
import { balanceOfPower } from './balance-of-power.ts';
import { brar } from './bull-bear.ts';
import { cci } from './cci.ts';
import { centreOfGravity } from './centre-of-gravity.ts';
import { cmoPlain } from './cmo-plain.ts';
import { cmo } from './cmo.ts';
import { connorsRsi } from './connors-rsi.ts';
import { coppock } from './coppock.ts';
import { cti } from './correlation-trend.ts';
import { deMarker } from './de-marker.ts';
import { derivativeOscillator } from './derivative-oscillator.ts';
import { directionalMovement, adx } from './directional-movement.ts';
import { plusDm, minusDm, plusDi, minusDi } from './directional-parts.ts';
import { disparity, bias } from './disparity.ts';
import { dpo } from './dpo.ts';
import { efficiencyRatio } from './efficiency-ratio.ts';
import { elderRay } from './elder-ray.ts';
import { fisher } from './fisher.ts';
import { fosc, cfo } from './forecast-oscillator.ts';
import { imi } from './imi.ts';
import { inertia } from './inertia.ts';
import { kdj } from './kdj.ts';
import { kst } from './kst.ts';
import { laguerreRsi } from './laguerre-rsi.ts';
import { macdExtended, macdFixed } from './macd-variants.ts';
import { macd } from './macd.ts';
import { momentum } from './momentum.ts';
import { pfe } from './polarized-efficiency.ts';
import { premierStochastic } from './premier-stochastic.ts';
import { pgo } from './pretty-good.ts';
import { pmo } from './price-momentum.ts';
import { apo, ppo } from './price-oscillator.ts';
import { rocp, rocr, rocr100 } from './price-ratio.ts';
import { psl } from './psychological-line.ts';
import { qqe } from './qqe.ts';
import { qstick } from './qstick.ts';
import { randomWalk } from './random-walk.ts';
import { rei } from './range-expansion.ts';
import { rci } from './rank-correlation.ts';
import { rateOfChange } from './rate-of-change.ts';
import { rmi } from './relative-momentum.ts';
import { rvgi } from './relative-vigor.ts';
import { rsi } from './rsi.ts';
import { rsx } from './rsx.ts';
import { schaff } from './schaff.ts';
import { smi } from './smi.ts';
import { squeeze } from './squeeze.ts';
import { stochasticRsi } from './stochastic-rsi.ts';
import { stochastic, stochasticFast } from './stochastic.ts';
import { tdSequential } from './td-sequential.ts';
import { trendIntensity } from './trend-intensity.ts';
import { trendScore } from './trend-score.ts';
import { trix } from './trix.ts';
import { tmo } from './true-momentum.ts';
import { tsi } from './tsi.ts';
import { ultimateOscillator } from './ultimate-oscillator.ts';
import { vhf } from './vhf.ts';
import { vortex } from './vortex.ts';
import { waddahAttar } from './waddah-attar.ts';
import { waveTrend } from './wave-trend.ts';
import { williamsR } from './williams-r.ts';

/** The members of this group, by name. */
export const momentumIndicators: readonly Definition[] = [
  acceleratorOscillator,
  adx,
  adxr,
  apo,
  aroon,
  aroonOscillator,
  awesomeOscillator,
  balanceOfPower,
  bias,
  brar,
  cci,
  centreOfGravity,
  cfo,
  cmo,
  cmoPlain,
  connorsRsi,
  coppock,
  cti,
  deMarker,
  derivativeOscillator,
  directionalMovement,
  disparity,
  dpo,
  efficiencyRatio,
  elderRay,
  fisher,
  fosc,
  imi,
  inertia,
  kdj,
  kst,
  laguerreRsi,
  macd,
  macdExtended,
  macdFixed,
  minusDi,
  minusDm,
  momentum,
  pfe,
  pgo,
  plusDi,
  plusDm,
  pmo,
  ppo,
  premierStochastic,
  psl,
  qqe,
  qstick,
  randomWalk,
  rateOfChange,
  rci,
  rei,
  rmi,
  rocp,
  rocr,
  rocr100,
  rsi,
  rsx,
  rvgi,
  schaff,
  smi,
  squeeze,
  stochastic,
  stochasticFast,
  stochasticRsi,
  tdSequential,
  tmo,
  trendIntensity,
  trendScore,
  trix,
  tsi,
  ultimateOscillator,
  vhf,
  vortex,
  waddahAttar,
  waveTrend,
  williamsR,
];
