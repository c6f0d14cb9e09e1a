import {
  MICROS_PER_MINUTE,
  toMicros,
  compareText,
  type Micros,
  type Money,
  type Result,
  type Rounding,
  type Timestamp,
  type TradingCalendar,
  type Currency,
  type InstrumentId,
  type Price,
} from 'argosy/core';
import type {
  AnswerBody,
  Ask,
  BarSpecText,
  DatedAction,
  Instrument,
  Product,
  Series,
} from 'argosy/domain';
import type { FaultPolicy, LatePolicy, StrategyClass } from 'argosy/engine';
import {
  noBands,
  noFees,
  noHalts,
  noInterruptions,
  noLatency,
  noSlippage,
  patientQueue,
  sureFills,
  type AuctionPolicy,
  type BandModel,
  type BarPolicy,
  type FeeModel,
  type FillModel,
  type HaltModel,
  type InterruptionModel,
  type LatencyModel,
  type QueueModel,
  type SelfTradePolicy,
  type SlippageModel,
} from 'argosy/matching';
import type { ReturnOptions } from 'argosy/quant';
import type { JournalKeep } from 'argosy/shard';
import type { AccountConfig } from 'argosy/trading';

import type { BrokerLine } from './broker-line.ts';
import type { GivenLimits } from './given-limits.ts';
import type { TimedCommand } from './hand-command.ts';
import type { Source } from './source.ts';

/** A strategy of a run and where it trades. */
export type StrategyConfig = {
  readonly id: string;
  readonly strategy: StrategyClass;
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly account: string;
  /** Its own book; named like the strategy unless told otherwise. */
  readonly book?: string;
  /** Four of 0–9 A–Z in its order ids; its place among the strategies by id unless told otherwise. */
  readonly code?: string;
  /** The product of its orders; the account's first one unless told otherwise. */
  readonly product?: Product;
  /** What happens to its open orders if it throws; they are cancelled unless told otherwise. */
  readonly onFault?: FaultPolicy;
  /** What it exported at the end of an earlier run (`Backtest.exportStates`); anew unless given. */
  readonly state?: unknown;
};

/** A simulated exchange: a market of our accounts' orders alone. */
export type Exchange = {
  readonly instruments: readonly string[];
  /** What becomes of orders of one account that meet; the newest ends unless told. */
  readonly selfTrade?: SelfTradePolicy;
};

/** How the simulated venue behaves; what is left out costs nothing, takes no time and always fills. */
export type VenueModels = {
  readonly fees?: FeeModel;
  readonly latency?: LatencyModel;
  readonly fills?: FillModel;
  readonly slippage?: SlippageModel;
  /** How orders move up in the queues of a recorded book. */
  readonly queue?: QueueModel;
  readonly bars?: BarPolicy;
  /** What settles auctions of recorded books. */
  readonly auctions?: AuctionPolicy;
  /** The instruments that no data feed: orders for them trade with each other. */
  readonly exchange?: Exchange;
  /** How far prices may go in a day. */
  readonly bands?: BandModel;
  /** What pauses the trading of one instrument. */
  readonly interruptions?: InterruptionModel;
  /** What stops whole markets. */
  readonly halts?: HaltModel;
  readonly staleAfter?: Micros | null;
};

/** The models of a venue that costs nothing, takes no time and always fills. */
export const defaultModels: Required<VenueModels> = {
  fees: noFees,
  latency: noLatency,
  fills: sureFills,
  slippage: noSlippage,
  queue: patientQueue,
  bars: { fillAt: 'nextOpen', path: 'adaptive' },
  auctions: 'printed',
  exchange: { instruments: [] },
  bands: noBands,
  interruptions: noInterruptions,
  halts: noHalts,
  staleAfter: null,
};

/** The models of a venue, those that are not given among them. */
export function resolveModels(venue: VenueModels = {}): Required<VenueModels> {
  const given = Object.entries(venue).filter(([, model]) => model !== undefined);
  return { ...defaultModels, ...Object.fromEntries(given) };
}

/** How often equity is sampled where no bars flow, unless told otherwise. */
export const SAMPLE_EVERY_DEFAULT: Micros = toMicros(MICROS_PER_MINUTE);

/** Everything a run is made of. */
export type BacktestConfig = {
  readonly instruments: readonly Instrument[];
  /** The calendars its instruments name; NSE, NSE-CAS and 24x7 are there already. */
  readonly calendars?: readonly TradingCalendar[];
  readonly sources: readonly Source[];
  /** What is reckoned from what they bring: adjusted prices, chains of futures, formulas. */
  readonly series?: readonly Series[];
  /** What issuers do: booked on positions at its instant, and what adjusted series are adjusted by. */
  readonly actions?: readonly DatedAction[];
  readonly accounts: readonly AccountConfig[];
  readonly strategies: readonly StrategyConfig[];
  /** What is done by hand while it goes on: money in and out, states, positions moved. */
  readonly commands?: readonly TimedCommand[];
  readonly venue?: VenueModels;
  /** What lies between the run and its venue, made for each run; nothing unless told. */
  readonly line?: () => BrokerLine;
  /** What orders may be; what is left out is not limited. */
  readonly limits?: GivenLimits;
  /** Rows before this are not fed, but history requests reach them. */
  readonly from?: Timestamp;
  /** The last instant of the run; the last row's unless told otherwise. */
  readonly until?: Timestamp;
  /** Until this instant strategies hear data and their orders are refused. */
  readonly warmUpUntil?: Timestamp;
  /** The same in bars: the first so many of a specification are only listened to. */
  readonly warmUpBars?: { readonly spec: BarSpecText; readonly count: number };
  /**
   * What becomes of positions that are open at the end: they are kept and valued at their last mark,
   * or closed by a market order at it, with charges.
   */
  readonly atEnd?: 'keep' | 'closeAtMark';
  /**
   * What becomes of a dated instrument at its end: what is held of it is settled, in cash or by delivery
   * as the instrument says, unless told to keep it.
   */
  readonly atExpiry?: 'settle' | 'keep';
  /** What dated instruments settle at; the last price of what they are on unless told otherwise. */
  readonly settlementPrices?: Readonly<Record<InstrumentId, Price>>;
  /**
   * What becomes of a price whose built bar has closed before it came: it counts in the bar under
   * way unless told otherwise, or is left out, or its bar comes again, revised.
   */
  readonly lateData?: LatePolicy;
  /** How a day's returns become the figures of a year; how many days it has is its calendars' to say. */
  readonly statistics?: ReturnOptions;
  readonly seed?: string | number;
  readonly journal?: JournalKeep;
  /** Raised scales of the ledger, by currency. */
  readonly ledgerScales?: Readonly<Record<Currency, number>>;
  readonly rounding?: Rounding;
  /** Ends the run when a strategy throws; it goes on without it unless told otherwise. */
  readonly endsOnFault?: boolean;
  /** How often equity is sampled where no bars flow; each minute unless told otherwise. */
  readonly sampleEvery?: Micros;
  /** Answers questions to outside ports other than history. */
  readonly answer?: (ask: Ask) => Result<AnswerBody>;
  /** For the reproducibility card: what the caller knows of its surroundings. */
  readonly origin?: { readonly commit?: string; readonly node?: string; readonly version?: string };
};

/**
 * An account that trades on margin, with one balance.
 *
 * @example
 * const account = marginAccount(id, balance, { intraday: '5', carryForward: '1' });
 */
export function marginAccount(
  id: AccountConfig['id'],
  balance: Money,
  leverage: AccountConfig['leverage'] & object = { margin: '1' },
): AccountConfig {
  const products = everyProduct.filter((product) => leverage[product] !== undefined);
  return { ...cashAccount(id, balance), kind: 'margin', leverage, products };
}

const everyProduct: readonly Product[] = ['delivery', 'intraday', 'carryForward', 'margin'];

/** An account with one balance, paid in full. */
export function cashAccount(id: AccountConfig['id'], balance: Money): AccountConfig {
  return {
    id,
    kind: 'cash',
    mode: 'netting',
    base: balance.currency,
    balances: [balance],
    products: ['delivery'],
  };
}

/** Nothing of a run depends on the order in which its accounts and sources are given. */
export function inOrder(config: BacktestConfig): BacktestConfig {
  return {
    ...config,
    accounts: [...config.accounts].sort((a, b) => compareText(a.id, b.id)),
    sources: [...config.sources].sort((a, b) => compareText(a.name, b.name)),
  };
}
