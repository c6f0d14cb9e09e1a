import { ArgosyError } from 'argosy/core';

/** Every code that synthetic markets throw, and what it means. */
export const marketErrors = {
  BAD_MARKET_PLAN: 'no market can be made by this plan',
  MARKET_EXISTS: 'a market is written into a folder of its own',
} as const;

/** The codes of `marketErrors`. */
export type MarketErrorCode = keyof typeof marketErrors;

/** Makes an error of the table with the particulars of the case. */
export function marketError(code: MarketErrorCode, detail: string): ArgosyError {
  return new ArgosyError(code, `${marketErrors[code]}: ${detail}`);
}
