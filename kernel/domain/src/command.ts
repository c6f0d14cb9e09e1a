import type {
  AccountId,
  BookId,
  InputNumber,
  InstrumentId,
  Money,
  OrderId,
  OriginCode,
  Quantity,
  StrategyId,
  Timestamp,
} from 'argosy/core';

import type { Touch } from './market-data.ts';
import type { OrderRequest, OrderTerms } from './order.ts';
import type { TradingState } from './trading-event.ts';

/** What somebody wants of the trading machine. */
export type CommandBody =
  | { readonly type: 'submit'; readonly request: OrderRequest; readonly touch: Touch }
  | {
      readonly type: 'amend';
      readonly order: OrderId;
      readonly qty: Quantity;
      readonly terms: OrderTerms;
    }
  | { readonly type: 'cancel'; readonly order: OrderId }
  | {
      readonly type: 'cancelAll';
      readonly account: AccountId;
      readonly book: BookId;
      /** Null means every instrument of the book. */
      readonly instrument: InstrumentId | null;
    }
  | {
      readonly type: 'setState';
      readonly account: AccountId;
      readonly state: TradingState;
      readonly reason: string;
    }
  | {
      readonly type: 'transfer';
      readonly account: AccountId;
      /** The client's own id: the same one again does nothing. */
      readonly entry: string;
      /** Above zero a deposit, below a withdrawal. */
      readonly amount: Money;
    };

/** A command, numbered by the sequencer when it arrives. */
export type Command = {
  readonly kind: 'command';
  /** Who sent it: a strategy's code, or trading's own. */
  readonly origin: OriginCode;
  readonly strategy: StrategyId | null;
  /** The last input its sender had read. */
  readonly readTo: InputNumber;
  readonly at: Timestamp;
  readonly body: CommandBody;
};
