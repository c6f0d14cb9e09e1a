import type { Definition } from '../base/definition.ts';
import { abdiRanaldo } from './abdi-ranaldo.ts';
import { amihud } from './amihud.ts';
import { amivest } from './amivest.ts';
import { arrivalIntensity, fadingIntensity } from './arrival-intensity.ts';
import { bookSlope, quoteSlope } from './book-slope.ts';
import { corwinSchultz } from './corwin-schultz.ts';
import { effectiveSpread } from './effective-spread.ts';
import { hasbrouckImpact } from './hasbrouck-impact.ts';
import { kyleLambda } from './kyle-lambda.ts';
import { depthWeightedMid, microprice } from './microprice.ts';
import { orderFlowImbalance } from './order-flow-imbalance.ts';
import { depthImbalance, queueImbalance } from './queue-imbalance.ts';
import { quotedSpread } from './quoted-spread.ts';
import { realisedSpread } from './realised-spread.ts';
import { rollSpread } from './roll-spread.ts';
import { signedVolume } from './signed-volume.ts';
import { tradeImbalance } from './trade-imbalance.ts';
import { leeReady, tradeSign } from './trade-sign.ts';
import { vpin } from './vpin.ts';
import { zeroReturns } from './zero-returns.ts';

/** The members of this group, by name. */
export const microstructureIndicators: readonly Definition[] = [
  abdiRanaldo,
  amihud,
  amivest,
  arrivalIntensity,
  bookSlope,
  corwinSchultz,
  depthImbalance,
  depthWeightedMid,
  effectiveSpread,
  fadingIntensity,
  hasbrouckImpact,
  kyleLambda,
  leeReady,
  microprice,
  orderFlowImbalance,
  queueImbalance,
  quoteSlope,
  quotedSpread,
  realisedSpread,
  rollSpread,
  signedVolume,
  tradeImbalance,
  tradeSign,
  vpin,
  zeroReturns,
];
