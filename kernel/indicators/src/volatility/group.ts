import type { Definition } from '../base/definition.ts';
import { atr } from './atr.ts';
import { bollingerBands } from './bollinger-bands.ts';
import { natr } from './natr.ts';
import { trueRange } from './true-range.ts';

/** The members of this group, by name. */
export const volatilityIndicators: readonly Definition[] = [atr, bollingerBands, natr, trueRange];
