import type { InstrumentId, Money, Quantity, Timestamp } from 'argosy/core';
import type { Product, StateScope, TradingState } from 'argosy/domain';

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
