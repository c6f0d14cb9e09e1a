import type { Definition } from '../base/definition.ts';
import { averagePrice } from './average-price.ts';
import { medianPrice } from './median-price.ts';
import { typicalPrice } from './typical-price.ts';
import { weightedClose } from './weighted-close.ts';

/** The members of this group, by name. */
export const priceIndicators: readonly Definition[] = [
  averagePrice,
  medianPrice,
  typicalPrice,
  weightedClose,
];
