import type { Definition } from '../base/definition.ts';
import { adxr } from './adxr.ts';
import { aroon, aroonOscillator } from './aroon.ts';
import { balanceOfPower } from './balance-of-power.ts';
import { cci } from './cci.ts';
import { cmo } from './cmo.ts';
import { directionalMovement, adx } from './directional-movement.ts';
import { plusDm, minusDm, plusDi, minusDi } from './directional-parts.ts';
import { imi } from './imi.ts';
import { macdExtended, macdFixed } from './macd-variants.ts';
import { macd } from './macd.ts';
import { momentum } from './momentum.ts';
import { apo, ppo } from './price-oscillator.ts';
import { rocp, rocr, rocr100 } from './price-ratio.ts';
import { rateOfChange } from './rate-of-change.ts';
import { rsi } from './rsi.ts';
import { stochasticRsi } from './stochastic-rsi.ts';
import { stochastic, stochasticFast } from './stochastic.ts';
import { trix } from './trix.ts';
import { ultimateOscillator } from './ultimate-oscillator.ts';
import { williamsR } from './williams-r.ts';

/** The members of this group, by name. */
export const momentumIndicators: readonly Definition[] = [
  adx,
  adxr,
  apo,
  aroon,
  aroonOscillator,
  balanceOfPower,
  cci,
  cmo,
  directionalMovement,
  imi,
  macd,
  macdExtended,
  macdFixed,
  minusDi,
  minusDm,
  momentum,
  plusDi,
  plusDm,
  ppo,
  rateOfChange,
  rocp,
  rocr,
  rocr100,
  rsi,
  stochastic,
  stochasticFast,
  stochasticRsi,
  trix,
  ultimateOscillator,
  williamsR,
];
