import type { Definition } from '../base/definition.ts';
import { adxr } from './adxr.ts';
import { aroon } from './aroon.ts';
import { balanceOfPower } from './balance-of-power.ts';
import { cci } from './cci.ts';
import { cmo } from './cmo.ts';
import { adx, directionalMovement } from './directional-movement.ts';
import { macd } from './macd.ts';
import { momentum } from './momentum.ts';
import { rateOfChange } from './rate-of-change.ts';
import { rsi } from './rsi.ts';
import { stochastic } from './stochastic.ts';
import { trix } from './trix.ts';
import { ultimateOscillator } from './ultimate-oscillator.ts';
import { williamsR } from './williams-r.ts';

/** The members of this group, by name. */
export const momentumIndicators: readonly Definition[] = [
  adx,
  adxr,
  aroon,
  balanceOfPower,
  cci,
  cmo,
  directionalMovement,
  macd,
  momentum,
  rateOfChange,
  rsi,
  stochastic,
  trix,
  ultimateOscillator,
  williamsR,
];
