import { toAccountId, toBookId, toOriginCode, toStrategyId } from 'argosy/core';
import { InstrumentTable } from 'argosy/domain';
import type { OrderTypeRule } from 'argosy/risk';
import type { TradingConfig } from 'argosy/trading';
import { anAccount, anInstrument, aTradingConfig, rupees } from '@argosy/testkit';

/** What our side opens with, in paise. */
export const OPENING: bigint = 1_000_000_000_00n;
/** The account of everything. */
export const account = toAccountId('MAIN');
/** What is traded. */
export const instrument = anInstrument();
/** The same as a table. */
export const instruments: InstrumentTable = new InstrumentTable([instrument]);
/** The strategy that trades. */
export const trader = toStrategyId('TRADER');
/** A client's origin. */
export const byHand = toOriginCode('HAND');

/** The book of the clients. */
export const handBook = toBookId('HAND');

/** What the broker takes by itself; all else waits here for its moment. */
const plainOrder: OrderTypeRule = { tifs: ['DAY', 'GTC'], products: ['delivery'] };

/** What every trading machine of ours is made of. */
export function ourConfig(): TradingConfig {
  const matrix = { market: plainOrder, limit: plainOrder, stopMarket: plainOrder };
  return aTradingConfig({
    accounts: [anAccount({ balances: [rupees(OPENING)] })],
    limits: { matrix, unsupported: 'emulate' },
  });
}
