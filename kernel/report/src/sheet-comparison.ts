/** A figure of both sides. */
export type ComparedFigure = {
  readonly name: string;
  readonly unit: 'money' | 'count' | 'fraction';
  /** Decimal texts for money. */
  readonly here: string | number;
  readonly there: string | number;
  /** The difference as a part of the larger side; null where both are nothing. */
  readonly difference: number | null;
  /** Whether it is over one part in a hundred. */
  readonly isShown: boolean;
};

/** Why the net is another: the amounts of all causes add up to the difference exactly. */
export type DifferenceCause = {
  readonly kind:
    | 'carriedIn'
    | 'extraOrders'
    | 'missingOrders'
    | 'filledOtherwise'
    | 'market'
    | 'slippage'
    | 'marks'
    | 'charges'
    | 'remainder';
  /** Of charges the line; else in words what it is. */
  readonly name: string;
  readonly amount: string;
  /** How many orders or fills it is of. */
  readonly count: number;
};

/** An order that only one side has, or that came out otherwise on the two. */
export type ComparedOrder = {
  readonly instrument: string;
  readonly side: 'buy' | 'sell';
  readonly here: OrderSide | null;
  readonly there: OrderSide | null;
  /** What it did to the net, of this side less the other. */
  readonly amount: string;
};

/** How an order came out on one side. */
export type OrderSide = {
  readonly id: string;
  readonly at: string;
  readonly qty: string;
  /** The average price; null where nothing filled. */
  readonly price: string | null;
};

/** The record of an account beside the backtest of the same strategy over the same time. */
export type SheetComparison = {
  /** What the other side is, in words. */
  readonly with: string;
  readonly figures: readonly ComparedFigure[];
  readonly net: { readonly here: string; readonly there: string; readonly difference: string };
  readonly causes: readonly DifferenceCause[];
  /** The orders that differ most, at most 50. */
  readonly orders: readonly ComparedOrder[];
  /** Parameters and data that are not the same. */
  readonly settings: readonly {
    readonly name: string;
    readonly here: string;
    readonly there: string;
  }[];
  readonly convention: string;
};
