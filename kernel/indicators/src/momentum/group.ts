import type { Definition } from '../base/definition.ts';
import { adxr } from './adxr.ts';
import { aroon, aroonOscillator } from './aroon.ts';
import { awesomeOscillator, acceleratorOscillator } from './awesome-oscillator.ts';
import { balanceOfPower } from './balance-of-power.ts';
import { cci } from './cci.ts';
import { centreOfGravity } from './centre-of-gravity.ts';
import { cmoPlain } from './cmo-plain.ts';
import { cmo } from './cmo.ts';
import { connorsRsi } from './connors-rsi.ts';
import { coppock } from './coppock.ts';
import { deMarker } from './de-marker.ts';
import { directionalMovement, adx } from './directional-movement.ts';
import { plusDm, minusDm, plusDi, minusDi } from './directional-parts.ts';
import { dpo } from './dpo.ts';
import { efficiencyRatio } from './efficiency-ratio.ts';
import { elderRay } from './elder-ray.ts';
import { fisher } from './fisher.ts';
import { fosc, cfo } from './forecast-oscillator.ts';
import { imi } from './imi.ts';
import { kdj } from './kdj.ts';
import { kst } from './kst.ts';
import { laguerreRsi } from './laguerre-rsi.ts';
import { macdExtended, macdFixed } from './macd-variants.ts';
import { macd } from './macd.ts';
import { momentum } from './momentum.ts';
import { pgo } from './pretty-good.ts';
import { pmo } from './price-momentum.ts';
import { apo, ppo } from './price-oscillator.ts';
import { rocp, rocr, rocr100 } from './price-ratio.ts';
import { qqe } from './qqe.ts';
import { qstick } from './qstick.ts';
import { rateOfChange } from './rate-of-change.ts';
import { rmi } from './relative-momentum.ts';
import { rsi } from './rsi.ts';
import { schaff } from './schaff.ts';
import { smi } from './smi.ts';
import { stochasticRsi } from './stochastic-rsi.ts';
import { stochastic, stochasticFast } from './stochastic.ts';
import { trix } from './trix.ts';
import { tsi } from './tsi.ts';
import { ultimateOscillator } from './ultimate-oscillator.ts';
import { vhf } from './vhf.ts';
import { vortex } from './vortex.ts';
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
  cci,
  centreOfGravity,
  cfo,
  cmo,
  cmoPlain,
  connorsRsi,
  coppock,
  deMarker,
  directionalMovement,
  dpo,
  efficiencyRatio,
  elderRay,
  fisher,
  fosc,
  imi,
  kdj,
  kst,
  laguerreRsi,
  macd,
  macdExtended,
  macdFixed,
  minusDi,
  minusDm,
  momentum,
  pgo,
  plusDi,
  plusDm,
  pmo,
  ppo,
  qqe,
  qstick,
  rateOfChange,
  rmi,
  rocp,
  rocr,
  rocr100,
  rsi,
  schaff,
  smi,
  stochastic,
  stochasticFast,
  stochasticRsi,
  trix,
  tsi,
  ultimateOscillator,
  vhf,
  vortex,
  waveTrend,
  williamsR,
];
