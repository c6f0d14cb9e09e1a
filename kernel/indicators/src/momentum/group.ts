import type { Definition } from '../base/definition.ts';
import { adxr } from './adxr.ts';
import { aroon, aroonOscillator } from './aroon.ts';
import { awesomeOscillator, acceleratorOscillator } from './awesome-oscillator.ts';
import { balanceOfPower } from './balance-of-power.ts';
import { cci } from './cci.ts';
import { cmoPlain } from './cmo-plain.ts';
import { cmo } from './cmo.ts';
import { coppock } from './coppock.ts';
import { directionalMovement, adx } from './directional-movement.ts';
import { plusDm, minusDm, plusDi, minusDi } from './directional-parts.ts';
import { dpo } from './dpo.ts';
import { efficiencyRatio } from './efficiency-ratio.ts';
import { elderRay } from './elder-ray.ts';
import { fosc, cfo } from './forecast-oscillator.ts';
import { imi } from './imi.ts';
import { kdj } from './kdj.ts';
import { macdExtended, macdFixed } from './macd-variants.ts';
import { macd } from './macd.ts';
import { momentum } from './momentum.ts';
import { apo, ppo } from './price-oscillator.ts';
import { rocp, rocr, rocr100 } from './price-ratio.ts';
import { qstick } from './qstick.ts';
import { rateOfChange } from './rate-of-change.ts';
import { rsi } from './rsi.ts';
import { smi } from './smi.ts';
import { stochasticRsi } from './stochastic-rsi.ts';
import { stochastic, stochasticFast } from './stochastic.ts';
import { trix } from './trix.ts';
import { tsi } from './tsi.ts';
import { ultimateOscillator } from './ultimate-oscillator.ts';
import { vhf } from './vhf.ts';
import { vortex } from './vortex.ts';
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
  cfo,
  cmo,
  cmoPlain,
  coppock,
  directionalMovement,
  dpo,
  efficiencyRatio,
  elderRay,
  fosc,
  imi,
  kdj,
  macd,
  macdExtended,
  macdFixed,
  minusDi,
  minusDm,
  momentum,
  plusDi,
  plusDm,
  ppo,
  qstick,
  rateOfChange,
  rocp,
  rocr,
  rocr100,
  rsi,
  smi,
  stochastic,
  stochasticFast,
  stochasticRsi,
  trix,
  tsi,
  ultimateOscillator,
  vhf,
  vortex,
  williamsR,
];
