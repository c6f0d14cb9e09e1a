import { averages } from './averages/group.ts';
import type { Definition } from './base/definition.ts';
import { candleIndicators } from './candles/group.ts';
import { cycleIndicators } from './cycle/group.ts';
import { microstructureIndicators } from './microstructure/group.ts';
import { momentumIndicators } from './momentum/group.ts';
import { pivotIndicators } from './pivots/group.ts';
import { priceIndicators } from './prices/group.ts';
import { statisticIndicators } from './statistics/group.ts';
import { volatilityIndicators } from './volatility/group.ts';
import { volumeIndicators } from './volume/group.ts';

/** Every indicator, by name: what screens, documents and sweeps choose from. */
export const indicators: readonly Definition[] = [
  ...averages,
  ...candleIndicators,
  ...cycleIndicators,
  ...microstructureIndicators,
  ...momentumIndicators,
  ...pivotIndicators,
  ...priceIndicators,
  ...statisticIndicators,
  ...volatilityIndicators,
  ...volumeIndicators,
].sort((one, other) => (one.name < other.name ? -1 : 1));
