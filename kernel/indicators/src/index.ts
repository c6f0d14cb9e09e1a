export { AccelerationBands, accelerationBands } from './averages/acceleration-bands.ts';
export { Alma, alma, type AlmaShape } from './averages/alma.ts';
export type { AverageKind } from './averages/by-kind.ts';
export { ChandelierExit, chandelierExit } from './averages/chandelier-exit.ts';
export { Dema, dema } from './averages/dema.ts';
export { Donchian, donchian } from './averages/donchian.ts';
export { Ema, ema, type AverageSeed, type EmaOptions } from './averages/ema.ts';
export { Hma, hma } from './averages/hma.ts';
export { Kama, kama } from './averages/kama.ts';
export { McGinley, mcGinley } from './averages/mc-ginley.ts';
export { MidPoint, midPoint } from './averages/mid-point.ts';
export { MidPrice, midPrice } from './averages/mid-price.ts';
export { ParabolicSar, parabolicSar, type SarSpeeds } from './averages/parabolic-sar.ts';
export { Sma, sma } from './averages/sma.ts';
export { SuperTrend, superTrend } from './averages/super-trend.ts';
export { T3, t3 } from './averages/t3.ts';
export { Tema, tema } from './averages/tema.ts';
export { Trima, trima } from './averages/trima.ts';
export { Vwma, vwma } from './averages/vwma.ts';
export {
  FibonacciWma,
  fibonacciWma,
  PascalWma,
  pascalWma,
  SineWma,
  sineWma,
  SymmetricWma,
  symmetricWma,
} from './averages/window-means.ts';
export { WilderAverage, wilder } from './averages/wilder.ts';
export { Wma, wma } from './averages/wma.ts';
export { Zlema, zlema } from './averages/zlema.ts';
export { BarIndicator, FourIndicator, PairIndicator, ValueIndicator } from './base/by-inputs.ts';
export { define, type Definition } from './base/definition.ts';
export type { IndicatorState } from './base/indicator.ts';
export type {
  AnyIndicator,
  Choice,
  Column,
  Columns,
  Group,
  Measure,
  Parameter,
  Parameters,
  Particulars,
  Period,
  Plot,
  QuoteColumn,
  ValuesOf,
  Whole,
} from './base/particulars.ts';
export type { CandleName, CandlePattern } from './candles/candle-pattern.ts';
export {
  candles,
  type CandleDefinitions,
  type PenetratingName,
  type Penetration,
} from './candles/group.ts';
export { BandPass, bandPass } from './cycle/band-pass.ts';
export { CorrelationCycle, correlationCycle } from './cycle/correlation-cycle.ts';
export { CyberCycle, cyberCycle } from './cycle/cyber-cycle.ts';
export {
  DominantCyclePeriod,
  dominantCyclePeriod,
  DominantCyclePhase,
  dominantCyclePhase,
  Phasor,
  phasor,
} from './cycle/dominant-cycle.ts';
export { EvenBetterSine, evenBetterSine } from './cycle/even-better-sine.ts';
export { Flex, reflex, trendflex, type FlexFrom } from './cycle/flex.ts';
export { HilbertTrend, hilbertTrend, TrendMode, trendMode } from './cycle/hilbert-trend.ts';
export { Mama, mama } from './cycle/mama.ts';
export { MesaSine, mesaSine } from './cycle/mesa-sine.ts';
export { MesaStochastic, mesaStochastic, type MesaPeriods } from './cycle/mesa-stochastic.ts';
export { RocketRsi, rocketRsi } from './cycle/rocket-rsi.ts';
export { Decycler, decycler, RoofingFilter, roofingFilter } from './cycle/roofing-filter.ts';
export { SineWave, sineWave } from './cycle/sine-wave.ts';
export { indicatorErrors, PERIOD_MAX, type IndicatorErrorCode } from './errors.ts';
export { indicators } from './indicators.ts';
export { AbdiRanaldo, abdiRanaldo } from './microstructure/abdi-ranaldo.ts';
export { Amihud, amihud } from './microstructure/amihud.ts';
export { Amivest, amivest } from './microstructure/amivest.ts';
export {
  ArrivalIntensity,
  FadingIntensity,
  arrivalIntensity,
  fadingIntensity,
} from './microstructure/arrival-intensity.ts';
export { BookSlope, QuoteSlope, bookSlope, quoteSlope } from './microstructure/book-slope.ts';
export { CorwinSchultz, corwinSchultz } from './microstructure/corwin-schultz.ts';
export { EffectiveSpread, effectiveSpread } from './microstructure/effective-spread.ts';
export { HasbrouckImpact, hasbrouckImpact } from './microstructure/hasbrouck-impact.ts';
export { KyleLambda, kyleLambda } from './microstructure/kyle-lambda.ts';
export { Microprice, depthWeightedMid, microprice } from './microstructure/microprice.ts';
export { OrderFlowImbalance, orderFlowImbalance } from './microstructure/order-flow-imbalance.ts';
export {
  QueueImbalance,
  depthImbalance,
  queueImbalance,
} from './microstructure/queue-imbalance.ts';
export { QuotedSpread, quotedSpread } from './microstructure/quoted-spread.ts';
export { RealisedSpread, realisedSpread } from './microstructure/realised-spread.ts';
export { RollSpread, rollSpread } from './microstructure/roll-spread.ts';
export { SignedVolume, signedVolume } from './microstructure/signed-volume.ts';
export { TradeImbalance, tradeImbalance } from './microstructure/trade-imbalance.ts';
export { LeeReady, TradeSign, leeReady, tradeSign } from './microstructure/trade-sign.ts';
export { Vpin, vpin } from './microstructure/vpin.ts';
export { ZeroReturns, zeroReturns } from './microstructure/zero-returns.ts';
export { Adxr, adxr } from './momentum/adxr.ts';
export { Aroon, aroon, aroonOscillator } from './momentum/aroon.ts';
export {
  AcceleratorOscillator,
  acceleratorOscillator,
  AwesomeOscillator,
  awesomeOscillator,
} from './momentum/awesome-oscillator.ts';
export { BalanceOfPower, balanceOfPower } from './momentum/balance-of-power.ts';
export { brar, BullBear } from './momentum/bull-bear.ts';
export { Cci, cci } from './momentum/cci.ts';
export { CentreOfGravity, centreOfGravity } from './momentum/centre-of-gravity.ts';
export { CmoPlain, cmoPlain } from './momentum/cmo-plain.ts';
export { Cmo, cmo } from './momentum/cmo.ts';
export { ConnorsRsi, connorsRsi, type ConnorsPeriods } from './momentum/connors-rsi.ts';
export { Coppock, coppock, type CoppockPeriods } from './momentum/coppock.ts';
export { CorrelationTrend, cti } from './momentum/correlation-trend.ts';
export { DeMarker, deMarker } from './momentum/de-marker.ts';
export {
  DerivativeOscillator,
  derivativeOscillator,
  type DerivativePeriods,
} from './momentum/derivative-oscillator.ts';
export {
  Adx,
  adx,
  DirectionalMovement,
  directionalMovement,
} from './momentum/directional-movement.ts';
export {
  DirectionalPart,
  DirectionalReach,
  minusDi,
  minusDm,
  plusDi,
  plusDm,
  type Direction,
} from './momentum/directional-parts.ts';
export { Bias, bias, Disparity, disparity, type BiasPeriods } from './momentum/disparity.ts';
export { Dpo, dpo } from './momentum/dpo.ts';
export { EfficiencyRatio, efficiencyRatio } from './momentum/efficiency-ratio.ts';
export { ElderRay, elderRay } from './momentum/elder-ray.ts';
export { Fisher, fisher } from './momentum/fisher.ts';
export { cfo, ChandeForecast, ForecastOscillator, fosc } from './momentum/forecast-oscillator.ts';
export { Imi, imi } from './momentum/imi.ts';
export { Inertia, inertia, type InertiaPeriods } from './momentum/inertia.ts';
export { Kdj, kdj } from './momentum/kdj.ts';
export { Kst, kst, type KstPeriods } from './momentum/kst.ts';
export { LaguerreRsi, laguerreRsi } from './momentum/laguerre-rsi.ts';
export {
  MacdExtended,
  macdExtended,
  MacdFixed,
  macdFixed,
  type ExtendedAverages,
} from './momentum/macd-variants.ts';
export { Macd, macd, type MacdPeriods } from './momentum/macd.ts';
export { Momentum, momentum } from './momentum/momentum.ts';
export { pfe, PolarizedEfficiency } from './momentum/polarized-efficiency.ts';
export { PremierStochastic, premierStochastic } from './momentum/premier-stochastic.ts';
export { pgo, PrettyGood } from './momentum/pretty-good.ts';
export { pmo, PriceMomentum, type PriceMomentumPeriods } from './momentum/price-momentum.ts';
export {
  apo,
  ppo,
  PriceOscillator,
  type OscillatorAverages,
  type DistanceUnit,
} from './momentum/price-oscillator.ts';
export { PriceRatio, rocp, rocr, rocr100 } from './momentum/price-ratio.ts';
export { psl, PsychologicalLine } from './momentum/psychological-line.ts';
export { Qqe, qqe, type QqeSettings } from './momentum/qqe.ts';
export { Qstick, qstick } from './momentum/qstick.ts';
export { RandomWalk, randomWalk } from './momentum/random-walk.ts';
export { RangeExpansion, rei } from './momentum/range-expansion.ts';
export { RankCorrelation, rci } from './momentum/rank-correlation.ts';
export { RateOfChange, rateOfChange } from './momentum/rate-of-change.ts';
export {
  RelativeMomentum,
  rmi,
  type RelativeMomentumPeriods,
} from './momentum/relative-momentum.ts';
export { RelativeVigor, rvgi } from './momentum/relative-vigor.ts';
export { Rsi, rsi } from './momentum/rsi.ts';
export { Rsx, rsx } from './momentum/rsx.ts';
export { Schaff, schaff, type SchaffSettings } from './momentum/schaff.ts';
export { Smi, smi, type SmiPeriods } from './momentum/smi.ts';
export { Squeeze, squeeze, type SqueezeSettings } from './momentum/squeeze.ts';
export {
  StochasticRsi,
  stochasticRsi,
  type StochasticRsiPeriods,
} from './momentum/stochastic-rsi.ts';
export {
  Stochastic,
  stochastic,
  stochasticFast,
  type StochasticPeriods,
  type StochasticOptions,
} from './momentum/stochastic.ts';
export { TdSequential, tdSequential } from './momentum/td-sequential.ts';
export { TrendIntensity, trendIntensity } from './momentum/trend-intensity.ts';
export { TrendScore, trendScore } from './momentum/trend-score.ts';
export { Trix, trix } from './momentum/trix.ts';
export { tmo, TrueMomentum, type TrueMomentumPeriods } from './momentum/true-momentum.ts';
export { Tsi, tsi, type TsiPeriods } from './momentum/tsi.ts';
export {
  UltimateOscillator,
  ultimateOscillator,
  type UltimatePeriods,
} from './momentum/ultimate-oscillator.ts';
export { Vhf, vhf } from './momentum/vhf.ts';
export { Vortex, vortex } from './momentum/vortex.ts';
export { WaddahAttar, waddahAttar, type WaddahAttarSettings } from './momentum/waddah-attar.ts';
export { WaveTrend, waveTrend, type WaveTrendPeriods } from './momentum/wave-trend.ts';
export { WilliamsR, williamsR } from './momentum/williams-r.ts';
export { FibonacciLevels, fibonacciLevels } from './pivots/fibonacci-levels.ts';
export { Gator, gator, type GatorBars } from './pivots/gator.ts';
export {
  camarillaPivots,
  centralPivotRange,
  classicPivots,
  deMarkPivots,
  fibonacciPivots,
  woodiePivots,
  type PivotPeriod,
  type ThreeLevels,
} from './pivots/pivot-levels.ts';
export { PivotPoints } from './pivots/pivot-points.ts';
export type { PivotKind } from './pivots/pivot-rules.ts';
export { SessionPivots, sessionPivots, type SessionPivotKind } from './pivots/session-pivots.ts';
export {
  AccumulativeSwingIndex,
  accumulativeSwingIndex,
  SwingIndex,
  swingIndex,
  type SwingLimit,
} from './pivots/swing-index.ts';
export { Fractals, fractals, Swings, swings, type SwingBars } from './pivots/swings.ts';
export { ZigZag, zigZag } from './pivots/zig-zag.ts';
export { AveragePrice, averagePrice } from './prices/average-price.ts';
export { Bricks, pointAndFigure, renko } from './prices/bricks.ts';
export { Drawdown, drawdown } from './prices/drawdown.ts';
export { HeikinAshi, heikinAshi } from './prices/heikin-ashi.ts';
export { LineBreak, lineBreak } from './prices/line-break.ts';
export { MedianPrice, medianPrice } from './prices/median-price.ts';
export { ln, log10, OfOne, sqrt, type MathFunction } from './prices/of-one.ts';
export { difference, OfTwo, product, quotient, sumOfTwo, type Operation } from './prices/of-two.ts';
export { CumulativeReturn, cumulativeReturn, LogReturn, logReturn } from './prices/returns.ts';
export { TypicalPrice, typicalPrice } from './prices/typical-price.ts';
export { WeightedClose, weightedClose } from './prices/weighted-close.ts';
export { Autocorrelation, autocorrelation } from './statistics/autocorrelation.ts';
export { AverageDeviation, averageDeviation } from './statistics/average-deviation.ts';
export { Beta, beta } from './statistics/beta.ts';
export {
  CoefficientOfVariation,
  coefficientOfVariation,
} from './statistics/coefficient-of-variation.ts';
export { Correlation, correlation } from './statistics/correlation.ts';
export { Covariance, covariance } from './statistics/covariance.ts';
export { CumulativeSum, cumulativeSum } from './statistics/cumulative-sum.ts';
export { Decay, ExponentialDecay, decay, exponentialDecay } from './statistics/decay.ts';
export { DickeyFuller, dickeyFuller } from './statistics/dickey-fuller.ts';
export { Entropy, entropy } from './statistics/entropy.ts';
export {
  MaxIndex,
  MinIndex,
  MinMaxIndex,
  maxIndex,
  minIndex,
  minMaxIndex,
  type CountFrom,
} from './statistics/extreme-index.ts';
export { HalfLife, halfLife } from './statistics/half-life.ts';
export { Highest, highest } from './statistics/highest.ts';
export { Hurst, hurst } from './statistics/hurst.ts';
export { InterquartileRange, interquartileRange } from './statistics/interquartile-range.ts';
export { JarqueBera, jarqueBera } from './statistics/jarque-bera.ts';
export { Kurtosis, kurtosis } from './statistics/kurtosis.ts';
export { Lag, lag } from './statistics/lag.ts';
export { RSquared, RegressionError, rSquared, regressionError } from './statistics/line-quality.ts';
export {
  LinearRegressionAngle,
  linearRegressionAngle,
} from './statistics/linear-regression-angle.ts';
export {
  LinearRegressionSlope,
  linearRegressionSlope,
} from './statistics/linear-regression-slope.ts';
export {
  LinearRegressionStart,
  linearRegressionStart,
} from './statistics/linear-regression-start.ts';
export { LinearRegression, linearRegression } from './statistics/linear-regression.ts';
export { Lowest, lowest } from './statistics/lowest.ts';
export { MedianDeviation, medianDeviation } from './statistics/median-deviation.ts';
export { Median, median } from './statistics/median.ts';
export { MinMax, minMax } from './statistics/min-max.ts';
export { PairSpread, pairSpread } from './statistics/pair-spread.ts';
export { PercentRank, percentRank } from './statistics/percent-rank.ts';
export {
  Percentile,
  percentile,
  type PercentileMethod,
  type PercentileOptions,
} from './statistics/percentile.ts';
export {
  RollingSharpe,
  RollingSortino,
  rollingSharpe,
  rollingSortino,
  type RatioOptions,
} from './statistics/rolling-sharpe.ts';
export { Skewness, skewness } from './statistics/skewness.ts';
export { StandardDeviation, standardDeviation } from './statistics/standard-deviation.ts';
export { StandardError, standardError } from './statistics/standard-error.ts';
export { Sum, sum } from './statistics/sum.ts';
export { TimeSeriesForecast, timeSeriesForecast } from './statistics/time-series-forecast.ts';
export { VarianceRatio, varianceRatio } from './statistics/variance-ratio.ts';
export { Variance, variance } from './statistics/variance.ts';
export { ZScore, zScore } from './statistics/z-score.ts';
export { Aberration, aberration } from './volatility/aberration.ts';
export { Atr, atr } from './volatility/atr.ts';
export { AverageRange, averageRange } from './volatility/average-range.ts';
export { BandWidth, PercentB, bandWidth, percentB } from './volatility/band-position.ts';
export { BipowerVariation, bipowerVariation } from './volatility/bipower-variation.ts';
export { BollingerBands, bollingerBands } from './volatility/bollinger-bands.ts';
export { ChaikinVolatility, chaikinVolatility } from './volatility/chaikin-volatility.ts';
export {
  DonchianWidth,
  KeltnerWidth,
  donchianWidth,
  keltnerWidth,
  type KeltnerWidthOptions,
} from './volatility/channel-width.ts';
export { Choppiness, choppiness } from './volatility/choppiness.ts';
export { DownsideDeviation, downsideDeviation } from './volatility/downside-deviation.ts';
export { EwmaVolatility, ewmaVolatility } from './volatility/ewma-volatility.ts';
export { Garch, garch, type GarchWeights } from './volatility/garch.ts';
export { GarmanKlass, garmanKlass } from './volatility/garman-klass.ts';
export {
  HistoricalVolatility,
  historicalVolatility,
  type HistoricalVolatilityOptions,
} from './volatility/historical-volatility.ts';
export { MassIndex, massIndex } from './volatility/mass-index.ts';
export { MedianRealised, medianRealised } from './volatility/median-realised.ts';
export { Natr, natr } from './volatility/natr.ts';
export { Parkinson, parkinson } from './volatility/parkinson.ts';
export { PriceDistance, priceDistance } from './volatility/price-distance.ts';
export { RealisedVolatility, realisedVolatility } from './volatility/realised-volatility.ts';
export { RelativeVolatility, relativeVolatility } from './volatility/relative-volatility.ts';
export { RogersSatchell, rogersSatchell } from './volatility/rogers-satchell.ts';
export { Thermometer, thermometer } from './volatility/thermometer.ts';
export { TrueRange, trueRange } from './volatility/true-range.ts';
export { UlcerIndex, ulcerIndex } from './volatility/ulcer-index.ts';
export { VolatilityRatio, volatilityRatio } from './volatility/volatility-ratio.ts';
export { YangZhang, yangZhang } from './volatility/yang-zhang.ts';
export { Accumulation, accumulation } from './volume/accumulation.ts';
export { AnchoredVwap, anchoredVwap } from './volume/anchored-vwap.ts';
export { ArcherVolume, archerVolume } from './volume/archer-volume.ts';
export { ChaikinMoneyFlow, chaikinMoneyFlow } from './volume/chaikin-money-flow.ts';
export { ChaikinOscillator, chaikinOscillator } from './volume/chaikin-oscillator.ts';
export { EaseOfMovement, easeOfMovement } from './volume/ease-of-movement.ts';
export { ForceIndex, forceIndex } from './volume/force-index.ts';
export { Klinger, klinger, type KlingerPeriods } from './volume/klinger.ts';
export { MarketFacilitation, marketFacilitation } from './volume/market-facilitation.ts';
export { MoneyFlowIndex, moneyFlowIndex } from './volume/money-flow-index.ts';
export { OnBalanceVolume, onBalanceVolume } from './volume/on-balance-volume.ts';
export {
  PercentageVolume,
  percentageVolume,
  type PercentageVolumePeriods,
} from './volume/percentage-volume.ts';
export { PriceVolumeTrend, priceVolumeTrend } from './volume/price-volume-trend.ts';
export {
  PriceVolume,
  PriceVolumeRank,
  priceVolume,
  priceVolumeRank,
} from './volume/price-volume.ts';
export { RelativeVolume, relativeVolume } from './volume/relative-volume.ts';
export { RollingVwap, rollingVwap } from './volume/rolling-vwap.ts';
export { SessionVwap, sessionVwap } from './volume/session-vwap.ts';
export { TradeVolumeIndex, tradeVolumeIndex } from './volume/trade-volume-index.ts';
export { Twap, twap } from './volume/twap.ts';
export { TwiggsMoneyFlow, twiggsMoneyFlow } from './volume/twiggs-money-flow.ts';
export { VolumeDelta, volumeDelta } from './volume/volume-delta.ts';
export {
  NegativeVolumeIndex,
  PositiveVolumeIndex,
  negativeVolumeIndex,
  positiveVolumeIndex,
} from './volume/volume-index.ts';
export { VolumeOscillator, volumeOscillator } from './volume/volume-oscillator.ts';
export {
  VolumeProfile,
  volumeProfile,
  type VolumeProfileOptions,
} from './volume/volume-profile.ts';
export { VolumeRateOfChange, volumeRateOfChange } from './volume/volume-rate-of-change.ts';
export { VolumeZone, volumeZone } from './volume/volume-zone.ts';
export { Vwap, vwap } from './volume/vwap.ts';
export { WilliamsAccumulation, williamsAccumulation } from './volume/williams-accumulation.ts';
