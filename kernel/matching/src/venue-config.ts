import type {
  CalendarId,
  InstrumentIndex,
  LedgerScales,
  Micros,
  Random,
  SessionClock,
} from 'argosy/core';
import type { BookUpdate, InstrumentStatus, InstrumentTable, Report, Trade } from 'argosy/domain';

import type { SelfTradePolicy } from './books/book-face.ts';
import type { FeeModel } from './fees/fee-model.ts';
import type { FillModel } from './fills/fill-model.ts';
import type { InterruptionModel } from './guards/interruption.ts';
import type { HaltModel } from './guards/market-halts.ts';
import type { BandModel } from './guards/price-bands.ts';
import type { LatencyModel } from './latency-model.ts';
import type { QueueModel } from './queue/queue-model.ts';
import type { SlippageModel } from './slippage/slippage-model.ts';

/** The ranks among inputs of one instant at which the venue acts by itself. */
export type VenueRank = 1 | 2 | 5 | 6;

/**
 * Which market data sets the venue's price of an instrument; all other data of it fills nothing. By
 * `orders` nothing does: those that come trade with each other.
 */
export type FedBy =
  | 'quotes'
  | 'trades'
  | 'quotesAndTrades'
  | 'bars'
  | 'book'
  | 'queue'
  | 'orders'
  | 'none';

/** Which way the price is taken to have gone inside a bar. */
export type BarPathPolicy = 'OHLC' | 'OLHC' | 'adaptive';

/** Where an order fills that arrives at the instant a bar ends. */
export type BarFillPolicy = 'nextOpen' | 'thisClose' | 'barQuote';

/** How bars fill orders. */
export type BarPolicy = { readonly fillAt: BarFillPolicy; readonly path: BarPathPolicy };

/** What settles an auction of a recorded book: what was printed of it, or the book itself with our orders in it. */
export type AuctionPolicy = 'printed' | 'book';

/** Everything a simulated venue is made of. */
export type VenueConfig = {
  readonly instruments: InstrumentTable;
  readonly calendars: ReadonlyMap<CalendarId, SessionClock>;
  readonly fedBy: (index: InstrumentIndex) => FedBy;
  readonly fees: FeeModel;
  readonly latency: LatencyModel;
  readonly fills: FillModel;
  /** None unless told. */
  readonly slippage?: SlippageModel;
  /** How orders move up in the queues of a recorded book; by trades alone unless told. */
  readonly queue?: QueueModel;
  readonly bars: BarPolicy;
  /** What settles auctions of recorded books; what was printed of them unless told. */
  readonly auctions?: AuctionPolicy;
  /** What becomes of orders of one account that meet where only orders set the price; the newest ends unless told. */
  readonly selfTrade?: SelfTradePolicy;
  /** How far prices may go in a day; as far as they like unless told. */
  readonly bands?: BandModel;
  /** What pauses one instrument; nothing unless told. */
  readonly interruptions?: InterruptionModel;
  /** What stops whole markets; nothing unless told. */
  readonly halts?: HaltModel;
  /** A quote or trade older than this fills no arriving order; null means it only ages with its session. */
  readonly staleAfter: Micros | null;
  readonly scales: LedgerScales;
  /** Forked for each order by its account and id, never drawn from directly. */
  readonly random: Random;
};

/** What a venue tells of itself, as an exchange does. */
export type Told = Trade | BookUpdate | InstrumentStatus;

/** Where the venue puts what it says; the owner numbers it when it becomes available. */
export interface VenueOutbox {
  report(report: Report): void;
  /**
   * What the venue tells of itself, as data: of a market of orders its trades and its book, of any its own halts.
   * It comes back by `onData` as the same object, with all other data.
   */
  data?(datum: Told): void;
}
