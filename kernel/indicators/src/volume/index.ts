export { Accumulation, accumulation } from './accumulation.ts';
export { AnchoredVwap, anchoredVwap } from './anchored-vwap.ts';
export { ArcherVolume, archerVolume } from './archer-volume.ts';
export { ChaikinMoneyFlow, chaikinMoneyFlow } from './chaikin-money-flow.ts';
export { ChaikinOscillator, chaikinOscillator } from './chaikin-oscillator.ts';
export { EaseOfMovement, easeOfMovement } from './ease-of-movement.ts';
export { ForceIndex, forceIndex } from './force-index.ts';
export { Klinger, klinger, type KlingerPeriods } from './klinger.ts';
export { MarketFacilitation, marketFacilitation } from './market-facilitation.ts';
export { MoneyFlowIndex, moneyFlowIndex } from './money-flow-index.ts';
export { OnBalanceVolume, onBalanceVolume } from './on-balance-volume.ts';
export {
  PercentageVolume,
  percentageVolume,
  type PercentageVolumePeriods,
} from './percentage-volume.ts';
export { PriceVolumeTrend, priceVolumeTrend } from './price-volume-trend.ts';
export { PriceVolume, PriceVolumeRank, priceVolume, priceVolumeRank } from './price-volume.ts';
export { RelativeVolume, relativeVolume } from './relative-volume.ts';
export { RollingVwap, rollingVwap } from './rolling-vwap.ts';
export { SessionVwap, sessionVwap } from './session-vwap.ts';
export { TradeVolumeIndex, tradeVolumeIndex } from './trade-volume-index.ts';
export { Twap, twap } from './twap.ts';
export { TwiggsMoneyFlow, twiggsMoneyFlow } from './twiggs-money-flow.ts';
export { VolumeDelta, volumeDelta } from './volume-delta.ts';
export {
  NegativeVolumeIndex,
  PositiveVolumeIndex,
  negativeVolumeIndex,
  positiveVolumeIndex,
} from './volume-index.ts';
export { VolumeOscillator, volumeOscillator } from './volume-oscillator.ts';
export { VolumeProfile, volumeProfile, type VolumeProfileOptions } from './volume-profile.ts';
export { VolumeRateOfChange, volumeRateOfChange } from './volume-rate-of-change.ts';
export { VolumeZone, volumeZone } from './volume-zone.ts';
export { Vwap, vwap } from './vwap.ts';
export { WilliamsAccumulation, williamsAccumulation } from './williams-accumulation.ts';
