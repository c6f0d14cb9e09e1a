import type { PlainValue } from 'argosy/backtest';

import type { SheetComparison } from './sheet-comparison.ts';
import type { SheetForward, SheetValidation } from './sheet-search.ts';
import type {
  Absent,
  Amount,
  Day,
  Figure,
  Instant,
  Part,
  SheetDistribution,
} from './sheet-values.ts';

export type { Absent, Amount, Day, Figure, Instant, Part, SheetDistribution };

/** The name and version of the document; a change that breaks a reader gets another number. */
export const TEAR_SHEET_SCHEMA = 'argosy-tear-sheet/1';

/** What the sheet is of. */
export type SheetSource = {
  readonly kind: 'backtest' | 'sweep' | 'walkForward' | 'crossValidation' | 'journal';
  /** The accounts it counts, by id. */
  readonly accounts: readonly string[];
  /** The book of one strategy; null for all of the accounts. */
  readonly book: string | null;
  /** Whether it ended before its time: cancelled, or stopped by a fault. */
  readonly isPartial: boolean;
};

/** From when to when, and what a year is made of. */
export type SheetPeriod = {
  readonly from: Instant;
  readonly until: Instant;
  /** Days with data, each with an equity at its end. */
  readonly days: number;
  readonly daysPerYear: number;
};

/** What it came to. Figures are fractions and ratios; `notes` says over what each is taken, or why it is null. */
export type SheetSummary = {
  readonly opening: Amount;
  readonly closing: Amount;
  /** What came in less what went out: no gain. */
  readonly transferred: Amount;
  readonly net: Amount;
  /** Compounded, transfers left out: 0.1 is a tenth more. */
  readonly growth: Figure;
  readonly figures: Readonly<Record<string, Figure>>;
  readonly notes: Readonly<Record<string, string>>;
};

/** Columns of one length, by instant. Where there were more points, the lowest and highest of each stretch. */
export type SheetCurve = {
  readonly at: readonly Instant[];
  readonly equity: readonly Amount[];
  /** Growth since the beginning, transfers left out. */
  readonly growth: readonly number[];
  /** At or below zero: the fall from the height before it, of the growth. */
  readonly fall: readonly number[];
  /** Growth of the benchmark since its beginning; null while it has no price. */
  readonly benchmark: readonly Figure[];
  /** How many samples the points stand for. */
  readonly samples: number;
};

/** Columns of one length, a row a day. */
export type SheetDays = {
  readonly day: readonly Day[];
  readonly equity: readonly Amount[];
  readonly return: readonly number[];
  readonly benchmark: readonly Figure[];
};

/** What the benchmark is. */
export type SheetBenchmark = {
  readonly name: string;
  readonly convention: string;
  readonly growth: Figure;
  readonly ratios: Readonly<Record<string, Figure>>;
};

/** A month or year: the compounded return of its days. */
export type SheetMonth = {
  /** `YYYY-MM` or `YYYY`. */
  readonly period: string;
  readonly days: number;
  readonly return: number;
  readonly benchmark: Figure;
  /** The deepest fall within it, from its own beginning on. */
  readonly fall: number;
};

/** Columns of one length over a window that moves; null until it is full and where a figure is undefined. */
export type SheetRolling = {
  readonly window: number;
  readonly day: readonly Day[];
  readonly return: readonly Figure[];
  readonly volatility: readonly Figure[];
  readonly sharpe: readonly Figure[];
  readonly beta: readonly Figure[];
};

/** One of the deepest falls. */
export type SheetFall = {
  readonly fraction: number;
  readonly peak: Day;
  readonly trough: Day;
  /** Null where it never came back. */
  readonly recovered: Day | null;
  readonly days: number;
};

/** A round trip, from flat to flat in one position. */
export type SheetTrade = {
  readonly instrument: string;
  readonly side: 'long' | 'short';
  readonly openedAt: Instant;
  readonly closedAt: Instant;
  readonly qty: string;
  readonly net: Amount;
  readonly charges: Amount;
  /** Of what the position had cost at most. */
  readonly return: Figure;
};

/** The round trips that ended. */
export type SheetTrades = {
  readonly count: number;
  readonly winners: number;
  readonly losers: number;
  readonly long: number;
  readonly net: Amount;
  readonly figures: Readonly<Record<string, Figure>>;
  readonly hoursHeld: { readonly median: number; readonly mean: number; readonly longest: number };
  readonly distribution: SheetDistribution;
  readonly best: readonly SheetTrade[];
  readonly worst: readonly SheetTrade[];
  /** Positions that are open at the end. */
  readonly open: number;
};

/**
 * How far trades went against and for before they ended, columns of one length, in the currency of the
 * sheet before charges. Of many trades the extremes and an even choice.
 */
export type SheetExcursions = {
  readonly adverse: readonly number[];
  readonly favourable: readonly number[];
  readonly gain: readonly number[];
  readonly trades: number;
  readonly convention: string;
};

/** What was held, as parts of the equity, at each sample; columns of one length by day, its last sample. */
export type SheetExposure = {
  readonly timeInMarket: number;
  readonly grossMean: number;
  readonly grossMost: number;
  readonly netMean: number;
  readonly day: readonly Day[];
  readonly gross: readonly number[];
  readonly net: readonly number[];
};

/** What was bought and sold. */
export type SheetTurnover = {
  readonly traded: Amount;
  readonly fills: number;
  /** Half of what was bought and sold, over the mean equity, a year. */
  readonly yearly: Figure;
  readonly byYear: readonly { readonly period: string; readonly traded: Amount }[];
};

/** A step of the way from gross to net; all between the two add up to net exactly. */
export type CostStep = {
  readonly kind:
    | 'gross'
    | 'delay'
    | 'slippage'
    | 'charge'
    | 'income'
    | 'interest'
    | 'other'
    | 'net';
  readonly name: string;
  /** Below zero where it costs. */
  readonly amount: Amount;
};

/** From what the prices that were seen would have earned to what was left. */
export type SheetCosts = {
  readonly steps: readonly CostStep[];
  /** Fills that slippage and delay are known of, and all. */
  readonly measured: number;
  readonly fills: number;
  readonly convention: string;
};

/** What an instrument brought, in its own currency; `netInSheet` at the rates of each instant. */
export type SheetInstrument = {
  readonly instrument: string;
  readonly currency: string;
  readonly trades: number;
  readonly winners: number;
  readonly fills: number;
  readonly realised: Amount;
  readonly unrealised: Amount;
  readonly charges: Amount;
  readonly net: Amount;
  readonly netInSheet: Amount;
};

/** Every instrument that was traded or held. `netInSheet` and `unassigned` sum to the net exactly. */
export type SheetInstruments = {
  readonly rows: readonly SheetInstrument[];
  /** Interest, charges of the account as a whole, what rates of exchange did. */
  readonly unassigned: Amount;
};

/** The days of one kind of market. */
export type SheetRegime = {
  readonly trend: 'rising' | 'falling';
  readonly volatility: 'calm' | 'stormy';
  readonly days: number;
  readonly growth: number;
  readonly yearlyVolatility: Figure;
  readonly sharpe: Figure;
  readonly benchmark: number;
};

/** Days by the market they were in. */
export type SheetRegimes = { readonly rows: readonly SheetRegime[]; readonly convention: string };

/** A middle and where nine of ten lie. */
export type Band = { readonly low: number; readonly middle: number; readonly high: number };

/** What luck makes of the best of a search: how few bars would be too few, its trades in other orders, its parameters moved. */
export type SheetSearched = {
  /** With fewer returns the best of so many without skill shows as much, on average. */
  readonly returnsAtLeast: Figure;
  readonly shuffle: Part<{
    readonly paths: number;
    readonly trips: number;
    readonly seed: string;
    readonly growth: Band;
    readonly deepestFall: Band;
  }>;
  readonly jitter: Part<{
    /** Combinations that were tried, and within which part of each value. */
    readonly combinations: number;
    readonly share: number;
    readonly seed: string;
    readonly by: string;
    readonly score: Band;
    readonly growth: Band;
  }>;
};

/** How much of it may be luck. Sharpe ratios are of a day (`periodOfSharpe`), none of a year. */
export type SheetRobustness = {
  readonly periodOfSharpe: 'day' | 'bar';
  readonly sharpe: Figure;
  readonly returns: number;
  readonly trials: Part<number>;
  readonly probabilisticSharpe: Figure;
  readonly deflatedSharpe: Part<number>;
  /** Returns until the ratio is surely (95 %) above zero; null where no number is enough. */
  readonly returnsNeeded: Figure;
  readonly overfitting: Part<{
    readonly probability: number;
    readonly blocks: number;
    readonly trials: number;
  }>;
  readonly bootstrap: Part<{
    readonly paths: number;
    readonly block: number;
    readonly seed: string;
    readonly growth: Band;
    readonly deepestFall: Band;
  }>;
  /** What a search knows of its best besides; sheets of what no search has found are without. */
  readonly searched?: SheetSearched;
  readonly conventions: Readonly<Record<string, string>>;
};

/** How the trials of a search scored over two of its parameters. */
export type SheetSurface = {
  readonly score: string;
  readonly x: { readonly name: string; readonly values: readonly (string | number)[] };
  /** Null where the search has one parameter. */
  readonly y: { readonly name: string; readonly values: readonly (string | number)[] } | null;
  /** Row by row along `y`: the best over all other parameters, and the middle one; null where none was tried. */
  readonly best: readonly (readonly Figure[])[];
  readonly middle: readonly (readonly Figure[])[];
};

/** The surfaces of a search, and what its best was. */
export type SheetSurfaces = {
  readonly surfaces: readonly SheetSurface[];
  readonly chosen: Readonly<Record<string, string | number>>;
};

/** What is needed to make the same again. */
export type SheetCard = {
  readonly command: Part<string>;
  /** The file the run was made of, and its SHA-256. */
  readonly file: Part<{ readonly path: string; readonly sha256: string }>;
  readonly argosy: Part<string>;
  readonly node: Part<string>;
  readonly commit: Part<string>;
  readonly seed: Part<string | number>;
  /** The hash of trading's events. */
  readonly events: Part<string>;
  readonly data: Part<readonly { readonly name: string; readonly hash: string }[]>;
  readonly strategies: Part<
    readonly { readonly id: string; readonly name: string; readonly parameters: PlainValue }[]
  >;
  readonly models: Part<PlainValue>;
};

/** A tear sheet: the whole document, as JSON and as what the page is drawn from. */
export type TearSheet = {
  readonly schema: typeof TEAR_SHEET_SCHEMA;
  readonly title: string;
  readonly source: SheetSource;
  readonly currency: string;
  readonly period: SheetPeriod;
  readonly summary: SheetSummary;
  readonly benchmark: Part<SheetBenchmark>;
  readonly curve: SheetCurve;
  readonly days: Part<SheetDays>;
  readonly months: Part<readonly SheetMonth[]>;
  readonly years: Part<readonly SheetMonth[]>;
  readonly rolling: Part<SheetRolling>;
  readonly falls: Part<readonly SheetFall[]>;
  readonly trades: Part<SheetTrades>;
  readonly excursions: Part<SheetExcursions>;
  readonly exposure: Part<SheetExposure>;
  readonly turnover: Part<SheetTurnover>;
  readonly costs: Part<SheetCosts>;
  readonly instruments: Part<SheetInstruments>;
  readonly regimes: Part<SheetRegimes>;
  readonly robustness: Part<SheetRobustness>;
  readonly parameters: Part<SheetSurfaces>;
  readonly forward: Part<SheetForward>;
  /** Sheets of nothing that was cross-validated are without. */
  readonly validation?: SheetValidation;
  readonly comparison: Part<SheetComparison>;
  readonly card: SheetCard;
  /** What else has to be told: what is left out, what was assumed. */
  readonly notes: readonly string[];
};

/** Whether a part is not there. */
export function isAbsent<Value>(part: Part<Value>): part is Absent {
  return typeof part === 'object' && part !== null && 'absent' in part;
}
