import type { Definition } from '../base/definition.ts';
import { dema } from './dema.ts';
import { ema } from './ema.ts';
import { hma } from './hma.ts';
import { kama } from './kama.ts';
import { midPoint } from './mid-point.ts';
import { midPrice } from './mid-price.ts';
import { sma } from './sma.ts';
import { t3 } from './t3.ts';
import { tema } from './tema.ts';
import { trima } from './trima.ts';
import { vwma } from './vwma.ts';
import { wilder } from './wilder.ts';
import { wma } from './wma.ts';
import { zlema } from './zlema.ts';

/** The members of this group, by name. */
export const averages: readonly Definition[] = [
  dema,
  ema,
  hma,
  kama,
  midPoint,
  midPrice,
  sma,
  t3,
  tema,
  trima,
  vwma,
  wilder,
  wma,
  zlema,
];
