import type {
  AccountId,
  AskId,
  BrokerOrderId,
  OrderId,
  Quantity,
  Result,
  StrategyId,
  Timestamp,
  TradeId,
} from 'argosy/core';

import type { Command } from './command.ts';
import type { Bar, MarketData } from './market-data.ts';
import type { Fill, OrderRequest, OrderTerms } from './order.ts';

/** What a broker says of an order. */
export type ReportBody =
  | { readonly type: 'accepted'; readonly brokerId: BrokerOrderId }
  | { readonly type: 'rejected'; readonly reason: string }
  | { readonly type: 'canceled'; readonly reason: string | null }
  | { readonly type: 'expired' }
  | { readonly type: 'triggered' }
  | { readonly type: 'updated'; readonly qty: Quantity; readonly terms: OrderTerms }
  | { readonly type: 'modifyRejected'; readonly reason: string }
  | { readonly type: 'cancelRejected'; readonly reason: string }
  | { readonly type: 'filled'; readonly fill: Omit<Fill, 'flags'> }
  | { readonly type: 'busted'; readonly trade: TradeId }
  | { readonly type: 'unanswered'; readonly request: 'submit' | 'amend' | 'cancel' }
  | {
      /** An order that was placed elsewhere and works there under the broker's own id. */
      readonly type: 'external';
      readonly brokerId: BrokerOrderId;
      readonly request: OrderRequest;
    }
  | {
      /** A fill that nobody reported: what the broker shows cannot be otherwise. */
      readonly type: 'inferred';
      readonly fill: Omit<Fill, 'flags'>;
      /** Where no order of ours could have made it: the order that is made for it. */
      readonly request: OrderRequest | null;
    }
  /** Something was said that cannot be written down; this is written in its place, and why. */
  | { readonly type: 'unreadable'; readonly reason: string };

/** A broker's report; a fill in it is a fact, whatever state we believed the order to be in. */
export type Report = {
  readonly kind: 'report';
  readonly account: AccountId;
  readonly order: OrderId;
  /** When it happened at the broker. */
  readonly eventAt: Timestamp;
  /** When it reached us. */
  readonly availableAt: Timestamp;
  readonly body: ReportBody;
};

/** A timer's moment, numbered because nothing else arrived. */
export type TimeInput = { readonly kind: 'time'; readonly availableAt: Timestamp };

/** A question to the outside: a strategy's, answered in a later turn. */
export type AskBody =
  | {
      readonly port: 'history';
      readonly spec: string;
      readonly from: Timestamp;
      readonly until: Timestamp;
    }
  | { readonly port: 'model'; readonly request: unknown };
/** A question with its number and who asked. */
export type Ask = { readonly id: AskId; readonly strategy: StrategyId; readonly body: AskBody };
/** What came back. */
export type AnswerBody =
  | { readonly port: 'history'; readonly bars: readonly Bar[] }
  | { readonly port: 'model'; readonly response: unknown };
/** An answer from outside, taped, so that it replays. */
export type Answer = {
  readonly kind: 'answer';
  readonly id: AskId;
  readonly strategy: StrategyId;
  readonly availableAt: Timestamp;
  readonly result: Result<AnswerBody>;
};

/** Everything that gets a number. */
export type Input = MarketData | Command | Report | TimeInput | Answer;
/** The discriminator of `Input`. */
export type InputKind = Input['kind'];

/** What trading asks a broker to do; there is one caller of it. */
export type Effect =
  | {
      readonly type: 'submit';
      readonly account: AccountId;
      readonly order: OrderId;
      readonly request: OrderRequest;
    }
  | {
      readonly type: 'amend';
      readonly account: AccountId;
      readonly order: OrderId;
      readonly qty: Quantity;
      readonly terms: OrderTerms;
    }
  | { readonly type: 'cancel'; readonly account: AccountId; readonly order: OrderId };
