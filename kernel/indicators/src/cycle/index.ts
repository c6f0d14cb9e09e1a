export { BandPass, bandPass } from './band-pass.ts';
export { CorrelationCycle, correlationCycle } from './correlation-cycle.ts';
export { CyberCycle, cyberCycle } from './cyber-cycle.ts';
export {
  DominantCyclePeriod,
  dominantCyclePeriod,
  DominantCyclePhase,
  dominantCyclePhase,
  Phasor,
  phasor,
} from './dominant-cycle.ts';
export { EvenBetterSine, evenBetterSine } from './even-better-sine.ts';
export { Flex, reflex, trendflex, type FlexFrom } from './flex.ts';
export { HilbertTrend, hilbertTrend, TrendMode, trendMode } from './hilbert-trend.ts';
export { Mama, mama } from './mama.ts';
export { MesaSine, mesaSine } from './mesa-sine.ts';
export { MesaStochastic, mesaStochastic, type MesaPeriods } from './mesa-stochastic.ts';
export { RocketRsi, rocketRsi } from './rocket-rsi.ts';
export { Decycler, decycler, RoofingFilter, roofingFilter } from './roofing-filter.ts';
export { SineWave, sineWave } from './sine-wave.ts';
