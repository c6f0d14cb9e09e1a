import {
  assertNever,
  ledgerScaleOf,
  money,
  type AccountId,
  type BookId,
  type Currency,
  type InstrumentId,
  type Money,
  type OrderId,
  type Timestamp,
} from 'argosy/core';
import type { RunTerms } from 'argosy/backtest';
import type {
  EntryEvent,
  Input,
  OrderEvent,
  Position,
  PositionEvent,
  TradingEvent,
} from 'argosy/domain';
import { Portfolio } from 'argosy/engine';
import { AccountValuer } from 'argosy/risk';

import { BenchmarkLine, benchmarkOf } from './benchmark-line.ts';
import { ExposureLine } from './exposure-line.ts';
import { FillCosts, type KnownOrder } from './fill-costs.ts';
import { InstrumentSums } from './instrument-sums.ts';
import { MarketMarks } from './market-marks.ts';
import { MoneySums } from './money-sums.ts';
import { PositionWatch } from './position-watch.ts';
import type { CarriedPosition, FoldedFill, FoldedTrip, SheetFacts } from './sheet-facts.ts';
import type { SheetScope } from './sheet-scope.ts';
import { ThinSamples } from './thin-samples.ts';
import { WorthLine } from './worth-line.ts';

/** What a fold is made of. */
export type SheetFoldOptions = {
  readonly terms: RunTerms;
  readonly scope: SheetScope;
  /** The id of the instrument that is the benchmark; null for what the data suggest. */
  readonly benchmark?: string | null;
};

/** How many round trips and fills are kept one by one; of more, the sums still count all. */
export const SHEET_TRIPS_MAX = 200_000;
/** So many minor units of a currency are converted to see what one is worth. */
const RATE_UNITS = 1_000_000_000n;
/** Stretches of a curve that keep their extremes. */
const CURVE_STRETCHES = 400;

/**
 * Folds what trading said and what the market did into the facts of a tear sheet: the same for a run
 * while it goes on and for the record of an account. It is fed in order; `begin` says from when on it
 * counts, and what was before is only known.
 *
 * @example
 * const fold = new SheetFold({ terms: runTermsOf(config), scope: { accounts, book: null } });
 * for (const event of events) fold.event(event);
 */
export class SheetFold {
  readonly #terms: RunTerms;
  readonly #scope: SheetScope;
  readonly #currency: Currency;
  readonly #accounts: ReadonlySet<AccountId>;
  readonly #portfolio: Portfolio;
  readonly #marks: MarketMarks;
  readonly #watch: PositionWatch;
  readonly #costs: FillCosts;
  readonly #sums: MoneySums;
  readonly #instruments: InstrumentSums;
  readonly #benchmark: BenchmarkLine;
  readonly #exposure: ExposureLine;
  readonly #worth: WorthLine;
  readonly #valuer: AccountValuer;
  readonly #orders: KnownOrder[] = [];
  readonly #dataCounts: Uint32Array;
  #carried: readonly CarriedPosition[] = [];
  readonly #curve = new ThinSamples(CURVE_STRETCHES);
  readonly #trips: FoldedTrip[] = [];
  readonly #fills: FoldedFill[] = [];
  #tripCount = 0;
  #dataCount = 0;
  #begunAt: Timestamp | null = null;
  #until: Timestamp | null = null;

  constructor({ terms, scope, benchmark = null }: SheetFoldOptions) {
    const { instruments, scales, accounts } = terms;
    this.#terms = terms;
    this.#scope = scope;
    this.#currency = scope.currency;
    this.#accounts = new Set(scope.accounts);
    this.#portfolio = new Portfolio(instruments, scales);
    this.#marks = new MarketMarks(instruments);
    this.#watch = new PositionWatch(instruments, scales);
    this.#costs = new FillCosts(instruments, scales);
    const toSheet = (amount: Money): bigint => this.#portfolio.convert(amount, this.#currency);
    this.#sums = new MoneySums(scope, toSheet);
    const valuer = new AccountValuer({
      instruments,
      scales,
      markOf: (index) => this.#portfolio.mark2(index),
    });
    this.#valuer = valuer;
    this.#dataCounts = new Uint32Array(instruments.size);
    this.#instruments = new InstrumentSums({ instruments, valuer, toSheet });
    this.#benchmark = new BenchmarkLine(instruments, benchmarkOf(instruments, benchmark));
    this.#exposure = new ExposureLine(instruments, valuer, toSheet);
    this.#worth = new WorthLine({
      portfolio: this.#portfolio,
      accounts: accounts.filter(({ id }) => this.#accounts.has(id)),
      scope,
    });
  }

  /** From now on it counts: what is there is what the sheet opens with. */
  begin(at: Timestamp): void {
    this.#begunAt = at;
    this.#until = at;
    this.#worth.begin();
    this.#benchmark.begin();
    this.#instruments.begin(this.#held());
    this.#carried = [...this.#held()].map((position) => ({
      instrument: position.key.instrument,
      qty: position.qty,
      worth: this.#valuer.marketValue(position),
    }));
  }

  /** Whether it counts by now. */
  get hasBegun(): boolean {
    return this.#begunAt !== null;
  }

  /** Whether it is worth something else than at the end of the last day. */
  get isWorthAnother(): boolean {
    return this.#worth.isAnother;
  }

  /** Takes in what the market did. */
  data(input: Input): void {
    const move = this.#marks.take(input);
    if (move === null) return;
    this.#portfolio.mark(move.index, move.mark2);
    this.#watch.mark(move);
    this.#benchmark.mark(move);
    if (!this.hasBegun) return;
    this.#dataCount += 1;
    this.#dataCounts[move.index] = (this.#dataCounts[move.index] ?? 0) + 1;
  }

  /** Takes in what trading said. */
  event(event: TradingEvent): void {
    switch (event.kind) {
      case 'order':
        return this.#takeOrder(event);
      case 'position':
        return this.#takePosition(event);
      case 'entry':
        return this.#takeEntry(event);
      case 'hold':
      case 'reservation':
      case 'floor':
        return this.#portfolio.apply(event);
      case 'account':
      case 'anomaly':
      case 'equity':
      case 'execution':
      case 'limit':
      case 'margin':
      case 'status':
        return undefined;
      default:
        return assertNever(event);
    }
  }

  /** Samples what there is: after a bar or a minute, or at the end of a day. */
  sample(at: Timestamp, kind: 'bar' | 'day'): void {
    if (!this.hasBegun) return;
    const point = this.#worth.sample();
    this.#until = at;
    const benchmark = this.#benchmark.growth;
    const held = this.#exposure.sample(this.#held(), Number(point.equity));
    this.#curve.add({
      at,
      equity: Number(point.equity),
      growth: point.growth,
      fall: point.fall,
      benchmark,
    });
    if (kind === 'bar') return;
    const offset = this.#terms.offsetAt(at);
    this.#worth.closeDay({ at, offset, benchmark, ...held, traded: this.#sums.takeTraded() });
  }

  /** What came of it so far. */
  facts(): SheetFacts {
    const { scales } = this.#terms;
    const open = [...this.#held()];
    return {
      scope: this.#scope,
      currency: this.#currency,
      scale: ledgerScaleOf(scales, this.#currency),
      scaleOf: (currency) => ledgerScaleOf(scales, currency),
      statistics: this.#terms.statistics,
      from: this.#begunAt,
      until: this.#until,
      ...this.#worth.totals(),
      days: this.#worth.days,
      curve: this.#curve.points(),
      samples: this.#curve.count,
      benchmark: this.#benchmark.name,
      trips: this.#trips,
      tripCount: this.#tripCount,
      fills: this.#fills,
      open: open.length,
      sums: this.#sums.totals(),
      instruments: this.#instruments.rows(open),
      exposure: this.#exposure.totals(),
      orders: this.#orders,
      carried: this.#carried,
      dataCount: this.#dataCount,
      dataCounts: this.#countsByInstrument(),
      rateOf: (currency) => this.#rateOf(currency),
      held: open,
      instrumentOf: (instrument) => this.#terms.instruments.find(instrument),
      mark2Of: (instrument) => {
        const index = this.#terms.instruments.indexOf(instrument);
        return index === undefined ? null : this.#portfolio.mark2(index);
      },
    };
  }

  #countsByInstrument(): ReadonlyMap<InstrumentId, number> {
    const { all } = this.#terms.instruments;
    return new Map(all.map(({ id }, index) => [id, this.#dataCounts[index] ?? 0]));
  }

  #rateOf(currency: Currency): number | null {
    const many = this.#portfolio.converted(money(RATE_UNITS, currency), this.#currency);
    return many === null ? null : Number(many.amount) / Number(RATE_UNITS);
  }

  *#held(): IterableIterator<Position> {
    for (const position of this.#watch.open()) {
      if (this.#isOurs(position.key.account, position.key.book)) yield position;
    }
  }

  #isOurs(account: AccountId, book: BookId): boolean {
    return this.#accounts.has(account) && (this.#scope.book ?? book) === book;
  }

  #takeOrder(event: OrderEvent): void {
    const cost = this.#costs.take(event);
    if (!this.hasBegun) return;
    if (event.change.type === 'initialized') this.#noteOrder(event.change.request.id);
    if (cost === null) return;
    const { account, book } = cost.order.request;
    if (!this.#isOurs(account, book)) return;
    this.#sums.fill(cost);
    this.#instruments.fill(cost.instrument.id);
    if (this.#fills.length < SHEET_TRIPS_MAX) this.#fills.push({ ...cost, at: event.at });
  }

  #noteOrder(id: OrderId): void {
    const order = this.#costs.find(id);
    if (order === undefined || this.#orders.length >= SHEET_TRIPS_MAX) return;
    const { account, book } = order.request;
    if (this.#isOurs(account, book)) this.#orders.push(order);
  }

  #takePosition(event: PositionEvent): void {
    const { account, book, instrument } = event.key;
    if (this.#terms.instruments.indexOf(instrument) === undefined) return;
    this.#portfolio.apply(event);
    const step = this.#watch.take(event);
    if (step === null || !this.hasBegun || !this.#isOurs(account, book)) return;
    this.#sums.position(step, event.realised.currency);
    this.#instruments.position(instrument, step);
    const { ended } = step;
    if (ended === null) return;
    this.#tripCount += 1;
    if (this.#trips.length >= SHEET_TRIPS_MAX) return;
    const { currency } = ended.instrument;
    const net = this.#portfolio.converted(money(ended.net, currency), this.#currency);
    const netInSheet = net === null ? null : net.amount;
    this.#trips.push({ ...ended, netInSheet, rate: this.#rateOf(currency) });
  }

  #takeEntry(event: EntryEvent): void {
    const isOurs = this.#accounts.has(event.account) && this.hasBegun;
    // Money moves the worth by itself: it is looked at before the entry is known.
    if (isOurs && this.#sums.isTransfer(event))
      this.#worth.transfer(() => this.#portfolio.apply(event));
    else this.#portfolio.apply(event);
    if (isOurs) this.#sums.entry(event);
  }
}
