import type { Definition } from '../base/definition.ts';
import { accumulation } from './accumulation.ts';
import { chaikinMoneyFlow } from './chaikin-money-flow.ts';
import { chaikinOscillator } from './chaikin-oscillator.ts';
import { easeOfMovement } from './ease-of-movement.ts';
import { forceIndex } from './force-index.ts';
import { klinger } from './klinger.ts';
import { marketFacilitation } from './market-facilitation.ts';
import { moneyFlowIndex } from './money-flow-index.ts';
import { onBalanceVolume } from './on-balance-volume.ts';
import { percentageVolume } from './percentage-volume.ts';
import { priceVolumeTrend } from './price-volume-trend.ts';
import { relativeVolume } from './relative-volume.ts';
import { negativeVolumeIndex, positiveVolumeIndex } from './volume-index.ts';
import { volumeOscillator } from './volume-oscillator.ts';
import { volumeRateOfChange } from './volume-rate-of-change.ts';
import { williamsAccumulation } from './williams-accumulation.ts';

/** The members of this group, by name. */
export const volumeIndicators: readonly Definition[] = [
  accumulation,
  chaikinMoneyFlow,
  chaikinOscillator,
  easeOfMovement,
  forceIndex,
  klinger,
  marketFacilitation,
  moneyFlowIndex,
  negativeVolumeIndex,
  onBalanceVolume,
  percentageVolume,
  positiveVolumeIndex,
  priceVolumeTrend,
  relativeVolume,
  volumeOscillator,
  volumeRateOfChange,
  williamsAccumulation,
];
