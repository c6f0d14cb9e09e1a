/**
 * How long an order stays.
 * - `rest`: what does not trade at once waits in the book.
 * - `post`: it only waits; one that would trade at once is refused.
 * - `immediate`: what does not trade at once is canceled.
 * - `whole`: it trades whole and at once, or not at all.
 */
export type BookTif = 'rest' | 'post' | 'immediate' | 'whole';

/** An order for a book. Prices and quantities are scaled whole numbers. */
export type BookOrder = {
  /** A whole number that no order in the book has. */
  readonly id: number;
  /** 1 buys, -1 sells. */
  readonly sign: 1 | -1;
  /** Its limit; +Infinity for a buyer and -Infinity for a seller who takes any price. */
  readonly price: number;
  readonly qty: number;
  readonly tif: BookTif;
  /** How much of it is shown at a time (an iceberg); its quantity or more shows all of it. */
  readonly peak: number;
  /** Whose it is; orders of one owner are kept from trading with each other. 0: nobody's. */
  readonly owner: number;
};

/**
 * What happens where an order would trade with one of its own owner.
 * - `none`: they trade.
 * - `cancelNewest`: the order that comes is canceled.
 * - `cancelOldest`: the one that waits is canceled and the order goes on.
 * - `cancelBoth`: both are canceled.
 * - `decrement`: both lose what they would have traded.
 */
export type SelfTradePolicy = 'none' | 'cancelNewest' | 'cancelOldest' | 'cancelBoth' | 'decrement';

/** What happens unless told. */
export const DEFAULT_SELF_TRADE: SelfTradePolicy = 'cancelNewest';

/** Why an order left the book, or never came into it, without being filled. */
export type BookEnd =
  /** Asked for. */
  | 'canceled'
  /** Its time in force left no more of it. */
  | 'unfilled'
  /** Kept from trading with its owner's own. */
  | 'selfTrade';

/** Why an order does not come in. */
export type BookRefusal =
  /** An auction takes only orders that rest. */
  | 'AUCTION'
  | 'BAD_ID'
  | 'ID_IN_USE'
  | 'BAD_QTY'
  | 'BAD_PRICE'
  | 'WOULD_TAKE'
  | 'BOOK_FULL'
  | 'NOT_IN_BOOK';

/** What a book tells, in the order in which it happens. The numbers are ids, prices and quantities. */
export interface BookListener {
  /** An order came to rest, or came to rest again with more; so much of it shows. */
  rested(id: number, price: number, shown: number): void;
  /** The order that came traded with one that was there, at the price of that. */
  traded(maker: number, taker: number, price: number, qty: number): void;
  /** An order was amended down and keeps its place. */
  reduced(id: number, left: number): void;
  /** An order is done: nothing of it is left. */
  filled(id: number): void;
  /** So much of an order goes without being traded. */
  ended(id: number, left: number, why: BookEnd): void;
}

/** What an amendment asks for: the limit, and how much shall be left to trade. */
export type BookAmendment = { readonly price: number; readonly left: number };
