import type { TradingMachine } from 'argosy/trading';

/** What a reconciler looks at of the trading machine; whoever looks changes nothing. */
export type TradingFacts = Pick<
  TradingMachine,
  | 'order'
  | 'openOrders'
  | 'closedOrders'
  | 'closedOrderAt'
  | 'closedChanges'
  | 'hasSeen'
  | 'positions'
  | 'touchOf'
  | 'instrument'
  | 'stateOf'
  | 'book'
>;
