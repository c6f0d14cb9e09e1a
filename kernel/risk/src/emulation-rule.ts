import type { OrderRequest, OrderTerms } from 'argosy/domain';
import { planEmulation, type Emulation } from 'argosy/orders';

import type { RiskErrorCode } from './errors.ts';
import type { RiskLimits } from './risk-limits.ts';
import { findUnsupported } from './unsupported.ts';

/** What is done for an order under some limits: its venue does it, or we do, or nobody. */
export function emulationUnder(
  { matrix, unsupported }: Pick<RiskLimits, 'matrix' | 'unsupported'>,
  request: OrderRequest,
  terms: OrderTerms,
): Emulation {
  if (unsupported === 'refuse') return 'native';
  return planEmulation(request, terms, (asked, on) => findUnsupported(matrix, asked, on) === null);
}

/**
 * The codes of refusals that are for now: of an order that waits for a price they say that it waits on,
 * while any other ends it.
 */
export const momentaryCodes: ReadonlySet<string> = new Set<RiskErrorCode>([
  'FIRM_HALTED',
  'ACCOUNT_HALTED',
  'BOOK_HALTED',
  'STRATEGY_HALTED',
  'INSTRUMENT_SUSPENDED',
  'WARMING_UP',
  'MARKET_CLOSED',
  'INSTRUMENT_HALTED',
]);
