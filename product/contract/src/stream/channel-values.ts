import type { BarsNow } from '../market/bar.ts';
import type { Depth, Mark, Quote, Tick } from '../market/quote.ts';
import type { Calendar, InstrumentState } from '../market/status.ts';
import type { Jobs } from '../node/node.ts';
import type { Strategy, StrategyLog } from '../node/strategy.ts';
import type { Order } from '../order/order.ts';
import type { Funds, Position } from '../position.ts';
import type { AlertItem, FillItem } from './items.ts';

/** What each kind of channel brings: values of `latest`, items of `log`. */
export type ChannelContents = {
  readonly quotes: Quote;
  readonly trades: Tick;
  readonly depth: Depth;
  readonly marks: Mark;
  readonly bars: BarsNow;
  readonly orders: Order;
  readonly fills: FillItem;
  readonly positions: Position;
  readonly funds: Funds;
  readonly alerts: AlertItem;
  readonly strategies: Strategy;
  readonly logs: StrategyLog['lines'][number];
  readonly jobs: Jobs['jobs'][number];
};

/**
 * What a channel of this name brings; unknown where the name says nothing before it runs.
 *
 * @example
 * type Value = ContentOf<'quotes:SBIN.NSE'>; // Quote
 */
export type ContentOf<Name extends string> = Name extends 'status'
  ? Calendar
  : Name extends `status:${string}`
    ? InstrumentState
    : Name extends `${infer Kind}:${string}`
      ? Of<Kind>
      : Of<Name>;

type Of<Kind extends string> = Kind extends keyof ChannelContents ? ChannelContents[Kind] : unknown;
