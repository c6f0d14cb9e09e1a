import type { AccountId, BookId, Currency, OriginCode, SessionCode, StrategyId } from 'argosy/core';
import type { Product } from 'argosy/domain';

import type { Strategy } from './strategy.ts';
import type { FaultPolicy } from './strategy-fault.ts';

/** A strategy and where it trades. */
export type SeatSetup = {
  readonly id: StrategyId;
  /** Four characters, unique in the account: the origin in its order ids. */
  readonly code: OriginCode;
  readonly strategy: Strategy;
  readonly account: AccountId;
  /** The account's base currency, in which its money is shown. */
  readonly currency: Currency;
  readonly book: BookId;
  /** The product of its orders unless an order says otherwise. */
  readonly product: Product;
  readonly session: SessionCode;
  /** The last counter its order ids have used. */
  readonly lastCounter: number;
  readonly onFault: FaultPolicy;
};
