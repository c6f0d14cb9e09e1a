export { Aberration, aberration } from './aberration.ts';
export { Atr, atr } from './atr.ts';
export { AverageRange, averageRange } from './average-range.ts';
export { BandWidth, PercentB, bandWidth, percentB } from './band-position.ts';
export { BipowerVariation, bipowerVariation } from './bipower-variation.ts';
export { BollingerBands, bollingerBands } from './bollinger-bands.ts';
export { ChaikinVolatility, chaikinVolatility } from './chaikin-volatility.ts';
export {
  DonchianWidth,
  KeltnerWidth,
  donchianWidth,
  keltnerWidth,
  type KeltnerWidthOptions,
} from './channel-width.ts';
export { Choppiness, choppiness } from './choppiness.ts';
export { DownsideDeviation, downsideDeviation } from './downside-deviation.ts';
export { EwmaVolatility, ewmaVolatility } from './ewma-volatility.ts';
export { Garch, garch, type GarchWeights } from './garch.ts';
export { GarmanKlass, garmanKlass } from './garman-klass.ts';
export {
  HistoricalVolatility,
  historicalVolatility,
  type HistoricalVolatilityOptions,
} from './historical-volatility.ts';
export { MassIndex, massIndex } from './mass-index.ts';
export { MedianRealised, medianRealised } from './median-realised.ts';
export { Natr, natr } from './natr.ts';
export { Parkinson, parkinson } from './parkinson.ts';
export { PriceDistance, priceDistance } from './price-distance.ts';
export { RealisedVolatility, realisedVolatility } from './realised-volatility.ts';
export { RelativeVolatility, relativeVolatility } from './relative-volatility.ts';
export { RogersSatchell, rogersSatchell } from './rogers-satchell.ts';
export { Thermometer, thermometer } from './thermometer.ts';
export { TrueRange, trueRange } from './true-range.ts';
export { UlcerIndex, ulcerIndex } from './ulcer-index.ts';
export { VolatilityRatio, volatilityRatio } from './volatility-ratio.ts';
export { YangZhang, yangZhang } from './yang-zhang.ts';
