import type { InstrumentId, Money, Price, Quantity, Timestamp } from 'argosy/core';
import type {
  AccountStatus,
  CorporateAction,
  ExecutionPlan,
  LimitName,
  Product,
  Side,
  StateScope,
  TradingState,
} from 'argosy/domain';

/** Where in an account a position stands; its product is the account's first one unless told. */
export type HandPlace = {
  readonly book: string;
  readonly product?: Product;
  /** In a hedging book, the position. */
  readonly position?: string;
};

/** What a person does with an account while a run goes on. */
export type HandCommand =
  | {
      readonly type: 'deposit' | 'withdraw';
      readonly account: string;
      readonly amount: Money;
    }
  | {
      readonly type: 'setState';
      readonly account: string;
      readonly state: TradingState;
      /** What of the account it lies on; all of it unless told otherwise. */
      readonly scope?: StateScope;
      readonly reason?: string;
    }
  | {
      /** The kill switch: halts a scope and cancels all that works in it. */
      readonly type: 'kill';
      readonly account: string;
      readonly scope?: StateScope;
      readonly reason?: string;
    }
  | {
      /** Sets a limit, or takes one back. */
      readonly type: 'setLimit';
      readonly account: string;
      /** On the firm it takes the place of what is configured; on anything else it only tightens. */
      readonly scope?: StateScope;
      readonly limit: LimitName;
      /**
       * Scaled size units, hundredths of a percent, or minor units: on an instrument in its currency, else
       * in the account's base. Null takes back what was set.
       */
      readonly value: bigint | null;
      /** The first instant at which it no longer holds; no end unless told otherwise. */
      readonly until?: Timestamp;
      readonly reason?: string;
    }
  | {
      /** How the account stands with whoever keeps its money. */
      readonly type: 'setStatus';
      readonly account: string;
      readonly status: AccountStatus;
      readonly reason?: string;
    }
  | {
      /** What no decision may leave the account with less of; below zero it is a credit line. */
      readonly type: 'setFloor';
      readonly account: string;
      readonly floor: Money;
      readonly reason?: string;
    }
  | {
      /** What an issuer, or an exchange, does to all that the account holds of an instrument. */
      readonly type: 'bookAction';
      readonly account: string;
      readonly instrument: InstrumentId;
      readonly action: CorporateAction;
    }
  | {
      /** A position goes to another book, at its cost. */
      readonly type: 'movePosition';
      readonly account: string;
      readonly instrument: InstrumentId;
      /** How much of it, whatever its side. */
      readonly qty: Quantity;
      readonly from: HandPlace;
      readonly to: HandPlace;
    }
  | {
      /** A position becomes another product of its book, at its cost. */
      readonly type: 'convertProduct';
      readonly account: string;
      readonly book: string;
      readonly instrument: InstrumentId;
      readonly qty: Quantity;
      readonly from: Product;
      readonly to: Product;
      /** In a hedging book, the position. */
      readonly position?: string;
    }
  | {
      /** A parent order, worked by children. */
      readonly type: 'execute';
      readonly account: string;
      readonly book: string;
      readonly instrument: InstrumentId;
      readonly side: Side;
      readonly qty: Quantity;
      /** No child trades beyond it; at the market unless told. */
      readonly limit?: Price;
      /** The account's first one unless told. */
      readonly product?: Product;
      readonly plan: ExecutionPlan;
    };

/** Something done by hand, and when. */
export type TimedCommand = HandCommand & { readonly at: Timestamp };

/** What came of something done by hand; a run may end before it. */
export type CommandOutcome = TimedCommand & {
  readonly outcome: 'done' | 'refused' | 'notReached';
  /** Why it was refused. */
  readonly refusal: string | null;
};

/** By their instants; of one instant as they were given. */
export function inTime(commands: readonly TimedCommand[] = []): readonly TimedCommand[] {
  return [...commands].sort((one, other) => one.at - other.at);
}
