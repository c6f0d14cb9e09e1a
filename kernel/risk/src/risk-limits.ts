import {
  toMicros,
  type Currency,
  type InstrumentId,
  type Micros,
  type Minor,
  type Quantity,
} from 'argosy/core';

import { defaultOrderMatrix, type OrderMatrix } from './order-matrix.ts';
import type { RateLimit, RiskRules } from './risk-rules.ts';

/** The limits orders are checked against. Null and absent mean "no limit". */
export type RiskLimits = {
  readonly matrix: OrderMatrix;
  /**
   * What becomes of an order that the matrix lacks: it is refused, or it waits here and leaves in a form
   * that the matrix has, where that can be.
   */
  readonly unsupported: 'refuse' | 'emulate';
  /**
   * Of an order for an auction that waits here: how long before the close it leaves where its day ends
   * without one, and how late behind the open it still may.
   */
  readonly auctionLead: Micros;
  /** What happens outside the session: `refuse`, or `allow` for a broker that queues orders. */
  readonly outsideSession: 'refuse' | 'allow';
  /** Two orders of the same content within this time are taken for one sent twice. */
  readonly duplicateWindow: Micros | null;
  /** The largest quantity of one order, in each instrument's own scaled units. */
  readonly maxOrderQty: {
    readonly default: Quantity | null;
    readonly byInstrument: ReadonlyMap<InstrumentId, Quantity>;
  };
  /** The largest value of one order, in minor units at the ledger scale. */
  readonly maxOrderNotional: {
    readonly byCurrency: ReadonlyMap<Currency, Minor>;
    readonly byInstrument: ReadonlyMap<InstrumentId, Minor>;
  };
  /** The largest value of a market order, by currency, in minor units. */
  readonly maxMarketNotional: ReadonlyMap<Currency, Minor>;
  /** Market orders leave as limits so far beyond the touch, in hundredths of a percent. */
  readonly marketProtectionBps: number | null;
  /** The largest value of all open orders of an account, by currency, in minor units. */
  readonly maxOpenNotional: ReadonlyMap<Currency, Minor>;
  /** How many orders and amendments may be sent within a time. */
  readonly accountRate: RateLimit | null;
  readonly strategyRate: RateLimit | null;
  /** How many messages a trade may cost in a day, once there were so many. */
  readonly maxMessagesPerTrade: { readonly ratio: number; readonly after: number } | null;
  /** The largest position of an account in an instrument, long or short, in its scaled units. */
  readonly maxPosition: {
    readonly default: Quantity | null;
    readonly byInstrument: ReadonlyMap<InstrumentId, Quantity>;
  };
  /** What happens to an order that could trade with one of another book of its account. */
  readonly selfTrade: 'refuse' | 'allow';
  /**
   * When the closing part of an order that flips a position gives its margin to the new side: once
   * it has filled, or at once.
   */
  readonly flipFrees: 'whenFilled' | 'atOnce';
  /** What an account may lose in a day, and from its height, in its base currency. */
  readonly maxDailyLoss: Minor | null;
  readonly maxDrawdown: Minor | null;
  readonly maxRejectsInARow: number | null;
  /** How often a strategy may send the same side of an instrument within a time. */
  readonly maxRepeats: RateLimit | null;
  /** How many times the median of the last orders a quantity may be, once there are so many. */
  readonly maxSizeOverMedian: { readonly times: number; readonly least: number } | null;
  /** How far beyond the last price a limit may pay, in hundredths of a percent. */
  readonly maxPriceDistanceBps: number | null;
  /** The largest part of an instrument's daily volume, in hundredths of a percent. */
  readonly maxVolumeShare: {
    readonly bps: number;
    readonly volumes: ReadonlyMap<InstrumentId, Quantity>;
  } | null;
  /** Extra cash, in hundredths of a percent, for buys whose price has no bound: market and stop. */
  readonly cashBufferBps: number;
  /** What exchanges and brokers ask besides; nothing by default. */
  readonly rules: RiskRules;
};

/** Sessions are respected and no book trades with another; nothing else is limited. */
export const defaultLimits: RiskLimits = {
  matrix: defaultOrderMatrix,
  unsupported: 'refuse',
  auctionLead: toMicros(60_000_000),
  outsideSession: 'refuse',
  duplicateWindow: null,
  maxOrderQty: { default: null, byInstrument: new Map() },
  maxOrderNotional: { byCurrency: new Map(), byInstrument: new Map() },
  maxMarketNotional: new Map(),
  marketProtectionBps: null,
  maxOpenNotional: new Map(),
  accountRate: null,
  strategyRate: null,
  maxMessagesPerTrade: null,
  maxPosition: { default: null, byInstrument: new Map() },
  selfTrade: 'refuse',
  flipFrees: 'whenFilled',
  maxDailyLoss: null,
  maxDrawdown: null,
  maxRejectsInARow: null,
  maxRepeats: null,
  maxSizeOverMedian: null,
  maxPriceDistanceBps: null,
  maxVolumeShare: null,
  cashBufferBps: 0,
  rules: {},
};
