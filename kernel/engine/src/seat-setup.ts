import type {
  AccountId,
  BookId,
  Currency,
  Minor,
  OriginCode,
  SessionCode,
  StrategyId,
} from 'argosy/core';
import type { Product } from 'argosy/domain';
import type { AccountKind, BookMode, LeverageByProduct, ScanModel } from 'argosy/risk';

import type { Missed } from './gap.ts';
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
  /** How its book keeps positions. */
  readonly mode: BookMode;
  /** What its book may bind, in the account's currency; null where nothing bounds it. */
  readonly allotment: Minor | null;
  /** How its account pays for what it trades. */
  readonly kind: AccountKind;
  readonly leverage: LeverageByProduct;
  /** How its account's futures and options are margined together; undefined where by leverage. */
  readonly scan: ScanModel | undefined;
  /** Whether what its account is still to receive pays for nothing before it settles. */
  readonly awaitsReceipts: boolean;
  /** The product of its orders unless an order says otherwise. */
  readonly product: Product;
  readonly session: SessionCode;
  /** The last counter its order ids have used. */
  readonly lastCounter: number;
  readonly onFault: FaultPolicy;
  /**
   * Of which instruments it sees prices: of all unless told otherwise; or of those that it listens to in `onStart`,
   * and to look at another, to trade one or to listen to more ends it. A host of such strategies is spared the rest.
   */
  readonly sees?: 'all' | 'listened';
  /** What the strategy exported when it last ran; undefined where it begins anew. */
  readonly state?: unknown;
  /** What that state does not know yet; it is told right behind `onStart`. */
  readonly missed?: Missed;
};
