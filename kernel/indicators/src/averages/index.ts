export { AccelerationBands, accelerationBands } from './acceleration-bands.ts';
export { Alligator, alligator, type AlligatorBars, type AlligatorParameters } from './alligator.ts';
export { Alma, alma, type AlmaShape } from './alma.ts';
export type { AverageKind } from './by-kind.ts';
export { ChandeKrollStop, chandeKrollStop, type ChandeKrollSettings } from './chande-kroll-stop.ts';
export { ChandelierExit, chandelierExit } from './chandelier-exit.ts';
export { Dema, dema } from './dema.ts';
export { Dma, dma, type DmaPeriods } from './dma.ts';
export { Donchian, donchian } from './donchian.ts';
export { Ehma, ehma } from './ehma.ts';
export { Ema, ema, type AverageSeed, type EmaOptions } from './ema.ts';
export { Envelope, envelope } from './envelope.ts';
export { Frama, frama } from './frama.ts';
export { GannHiLo, gannHiLo, type GannHiLoPeriods } from './gann-hi-lo.ts';
export { Hma, hma } from './hma.ts';
export { Hwma, hwma, type HwmaParts } from './hwma.ts';
export { Ichimoku, ichimoku, type IchimokuBars } from './ichimoku.ts';
export { Jma, jma } from './jma.ts';
export { Kama, kama } from './kama.ts';
export {
  Keltner,
  keltner,
  type KeltnerOptions,
  type KeltnerPrice,
  type KeltnerRange,
} from './keltner.ts';
export { Mavp, mavp } from './mavp.ts';
export { McGinley, mcGinley } from './mc-ginley.ts';
export { MidPoint, midPoint } from './mid-point.ts';
export { MidPrice, midPrice } from './mid-price.ts';
export { ParabolicSar, parabolicSar, type SarSpeeds } from './parabolic-sar.ts';
export { SarExtended, sarExtended, type SarExtendedSettings } from './sar-extended.ts';
export { Sma, sma } from './sma.ts';
export { SuperSmoother, superSmoother, type SmootherPoles } from './super-smoother.ts';
export { SuperTrend, superTrend } from './super-trend.ts';
export { T3, t3 } from './t3.ts';
export { Tema, tema } from './tema.ts';
export { Trima, trima } from './trima.ts';
export { Vidya, vidya, type VidyaIndex, type VidyaPeriods } from './vidya.ts';
export { VolatilityStop, volatilityStop, type StopMoves } from './volatility-stop.ts';
export { Vwma, vwma } from './vwma.ts';
export { WilderAverage, wilder } from './wilder.ts';
export {
  FibonacciWma,
  fibonacciWma,
  PascalWma,
  pascalWma,
  SineWma,
  sineWma,
  SymmetricWma,
  symmetricWma,
} from './window-means.ts';
export { Wma, wma } from './wma.ts';
export { Zlema, zlema } from './zlema.ts';
