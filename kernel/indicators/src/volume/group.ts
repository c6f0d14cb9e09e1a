import type { Definition } from '../base/definition.ts';
import { accumulation } from './accumulation.ts';
import { chaikinOscillator } from './chaikin-oscillator.ts';
import { moneyFlowIndex } from './money-flow-index.ts';
import { onBalanceVolume } from './on-balance-volume.ts';

/** The members of this group, by name. */
export const volumeIndicators: readonly Definition[] = [
  accumulation,
  chaikinOscillator,
  moneyFlowIndex,
  onBalanceVolume,
];
