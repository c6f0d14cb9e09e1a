export { Adxr, adxr } from './adxr.ts';
export { Aroon, aroon, aroonOscillator } from './aroon.ts';
export {
  AcceleratorOscillator,
  acceleratorOscillator,
  AwesomeOscillator,
  awesomeOscillator,
} from './awesome-oscillator.ts';
export { BalanceOfPower, balanceOfPower } from './balance-of-power.ts';
export { brar, BullBear } from './bull-bear.ts';
export { Cci, cci } from './cci.ts';
export { CentreOfGravity, centreOfGravity } from './centre-of-gravity.ts';
export { CmoPlain, cmoPlain } from './cmo-plain.ts';
export { Cmo, cmo } from './cmo.ts';
export { ConnorsRsi, connorsRsi, type ConnorsPeriods } from './connors-rsi.ts';
export { Coppock, coppock, type CoppockPeriods } from './coppock.ts';
export { CorrelationTrend, cti } from './correlation-trend.ts';
export { DeMarker, deMarker } from './de-marker.ts';
export {
  DerivativeOscillator,
  derivativeOscillator,
  type DerivativePeriods,
} from './derivative-oscillator.ts';
export { Adx, adx, DirectionalMovement, directionalMovement } from './directional-movement.ts';
export {
  DirectionalPart,
  DirectionalReach,
  minusDi,
  minusDm,
  plusDi,
  plusDm,
  type Direction,
} from './directional-parts.ts';
export { Bias, bias, Disparity, disparity, type BiasPeriods } from './disparity.ts';
export { Dpo, dpo } from './dpo.ts';
export { EfficiencyRatio, efficiencyRatio } from './efficiency-ratio.ts';
export { ElderRay, elderRay } from './elder-ray.ts';
export { Fisher, fisher } from './fisher.ts';
export { cfo, ChandeForecast, ForecastOscillator, fosc } from './forecast-oscillator.ts';
export { Imi, imi } from './imi.ts';
export { Inertia, inertia, type InertiaPeriods } from './inertia.ts';
export { Kdj, kdj } from './kdj.ts';
export { Kst, kst, type KstPeriods } from './kst.ts';
export { LaguerreRsi, laguerreRsi } from './laguerre-rsi.ts';
export {
  MacdExtended,
  macdExtended,
  MacdFixed,
  macdFixed,
  type ExtendedAverages,
} from './macd-variants.ts';
export { Macd, macd, type MacdPeriods } from './macd.ts';
export { Momentum, momentum } from './momentum.ts';
export { pfe, PolarizedEfficiency } from './polarized-efficiency.ts';
export { PremierStochastic, premierStochastic } from './premier-stochastic.ts';
export { pgo, PrettyGood } from './pretty-good.ts';
export { pmo, PriceMomentum, type PriceMomentumPeriods } from './price-momentum.ts';
export {
  apo,
  ppo,
  PriceOscillator,
  type OscillatorAverages,
  type DistanceUnit,
} from './price-oscillator.ts';
export { PriceRatio, rocp, rocr, rocr100 } from './price-ratio.ts';
export { psl, PsychologicalLine } from './psychological-line.ts';
export { Qqe, qqe, type QqeSettings } from './qqe.ts';
export { Qstick, qstick } from './qstick.ts';
export { RandomWalk, randomWalk } from './random-walk.ts';
export { RangeExpansion, rei } from './range-expansion.ts';
export { RankCorrelation, rci } from './rank-correlation.ts';
export { RateOfChange, rateOfChange } from './rate-of-change.ts';
export { RelativeMomentum, rmi, type RelativeMomentumPeriods } from './relative-momentum.ts';
export { RelativeVigor, rvgi } from './relative-vigor.ts';
export { Rsi, rsi } from './rsi.ts';
export { Rsx, rsx } from './rsx.ts';
export { Schaff, schaff, type SchaffSettings } from './schaff.ts';
export { Smi, smi, type SmiPeriods } from './smi.ts';
export { Squeeze, squeeze, type SqueezeSettings } from './squeeze.ts';
export { StochasticRsi, stochasticRsi, type StochasticRsiPeriods } from './stochastic-rsi.ts';
export {
  Stochastic,
  stochastic,
  stochasticFast,
  type StochasticPeriods,
  type StochasticOptions,
} from './stochastic.ts';
export { TdSequential, tdSequential } from './td-sequential.ts';
export { TrendIntensity, trendIntensity } from './trend-intensity.ts';
export { TrendScore, trendScore } from './trend-score.ts';
export { Trix, trix } from './trix.ts';
export { tmo, TrueMomentum, type TrueMomentumPeriods } from './true-momentum.ts';
export { Tsi, tsi, type TsiPeriods } from './tsi.ts';
export {
  UltimateOscillator,
  ultimateOscillator,
  type UltimatePeriods,
} from './ultimate-oscillator.ts';
export { Vhf, vhf } from './vhf.ts';
export { Vortex, vortex } from './vortex.ts';
export { WaddahAttar, waddahAttar, type WaddahAttarSettings } from './waddah-attar.ts';
export { WaveTrend, waveTrend, type WaveTrendPeriods } from './wave-trend.ts';
export { WilliamsR, williamsR } from './williams-r.ts';
