import type { Definition } from '../base/definition.ts';
import { accumulation } from './accumulation.ts';
import { anchoredVwap } from './anchored-vwap.ts';
import { archerVolume } from './archer-volume.ts';
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
import { priceVolume, priceVolumeRank } from './price-volume.ts';
import { relativeVolume } from './relative-volume.ts';
import { rollingVwap } from './rolling-vwap.ts';
import { sessionVwap } from './session-vwap.ts';
import { tradeVolumeIndex } from './trade-volume-index.ts';
import { twap } from './twap.ts';
import { twiggsMoneyFlow } from './twiggs-money-flow.ts';
import { volumeDelta } from './volume-delta.ts';
import { negativeVolumeIndex, positiveVolumeIndex } from './volume-index.ts';
import { volumeOscillator } from './volume-oscillator.ts';
import { volumeProfile } from './volume-profile.ts';
import { volumeRateOfChange } from './volume-rate-of-change.ts';
import { volumeZone } from './volume-zone.ts';
import { vwap } from './vwap.ts';
import { williamsAccumulation } from './williams-accumulation.ts';

/** The members of this group, by name. */
export const volumeIndicators: readonly Definition[] = [
  accumulation,
  anchoredVwap,
  archerVolume,
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
  priceVolume,
  priceVolumeRank,
  priceVolumeTrend,
  relativeVolume,
  rollingVwap,
  sessionVwap,
  tradeVolumeIndex,
  twap,
  twiggsMoneyFlow,
  volumeDelta,
  volumeOscillator,
  volumeProfile,
  volumeRateOfChange,
  volumeZone,
  vwap,
  williamsAccumulation,
];
