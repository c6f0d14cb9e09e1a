import type { Refusal } from 'argosy/core';

import type { CheckContext } from './check-context.ts';
import { riskRefusal } from './errors.ts';

/**
 * P-33: the journal has room for what a new order will lead to. What it keeps in reserve is for open
 * orders: their fills and cancels, and the exits that a fill lets go.
 */
export function checkStorage({ storageShortage }: CheckContext): Refusal | null {
  return storageShortage === null ? null : riskRefusal('STORAGE_UNAVAILABLE', storageShortage);
}
