export { AbdiRanaldo, abdiRanaldo } from './abdi-ranaldo.ts';
export { Amihud, amihud } from './amihud.ts';
export { Amivest, amivest } from './amivest.ts';
export {
  ArrivalIntensity,
  FadingIntensity,
  arrivalIntensity,
  fadingIntensity,
} from './arrival-intensity.ts';
export { BookSlope, QuoteSlope, bookSlope, quoteSlope } from './book-slope.ts';
export { CorwinSchultz, corwinSchultz } from './corwin-schultz.ts';
export { EffectiveSpread, effectiveSpread } from './effective-spread.ts';
export { HasbrouckImpact, hasbrouckImpact } from './hasbrouck-impact.ts';
export { KyleLambda, kyleLambda } from './kyle-lambda.ts';
export { Microprice, depthWeightedMid, microprice } from './microprice.ts';
export { OrderFlowImbalance, orderFlowImbalance } from './order-flow-imbalance.ts';
export { QueueImbalance, depthImbalance, queueImbalance } from './queue-imbalance.ts';
export { QuotedSpread, quotedSpread } from './quoted-spread.ts';
export { RealisedSpread, realisedSpread } from './realised-spread.ts';
export { RollSpread, rollSpread } from './roll-spread.ts';
export { SignedVolume, signedVolume } from './signed-volume.ts';
export { TradeImbalance, tradeImbalance } from './trade-imbalance.ts';
export { LeeReady, TradeSign, leeReady, tradeSign } from './trade-sign.ts';
export { Vpin, vpin } from './vpin.ts';
export { ZeroReturns, zeroReturns } from './zero-returns.ts';
