import type { Definition } from '../base/definition.ts';
import { bandPass } from './band-pass.ts';
import { correlationCycle } from './correlation-cycle.ts';
import { cyberCycle } from './cyber-cycle.ts';
import { dominantCyclePeriod, dominantCyclePhase, phasor } from './dominant-cycle.ts';
import { evenBetterSine } from './even-better-sine.ts';
import { trendflex, reflex } from './flex.ts';
import { hilbertTrend, trendMode } from './hilbert-trend.ts';
import { mama } from './mama.ts';
import { mesaSine } from './mesa-sine.ts';
import { mesaStochastic } from './mesa-stochastic.ts';
import { rocketRsi } from './rocket-rsi.ts';
import { roofingFilter, decycler } from './roofing-filter.ts';
import { sineWave } from './sine-wave.ts';

/** The members of this group, by name. */
export const cycleIndicators: readonly Definition[] = [
  bandPass,
  correlationCycle,
  cyberCycle,
  decycler,
  dominantCyclePeriod,
  dominantCyclePhase,
  evenBetterSine,
  hilbertTrend,
  mama,
  mesaSine,
  mesaStochastic,
  phasor,
  reflex,
  rocketRsi,
  roofingFilter,
  sineWave,
  trendMode,
  trendflex,
];
