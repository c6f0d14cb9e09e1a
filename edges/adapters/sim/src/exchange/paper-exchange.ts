import {
  assert,
  BinaryHeap,
  ledgerScales,
  Random,
  SessionClock,
  toTimestamp,
  type AccountId,
  type InstrumentIndex,
  type LedgerScales,
  type OrderId,
  type Timestamp,
  type TradingCalendar,
} from 'argosy/core';
import {
  InstrumentTable,
  toInputNumber,
  type Effect,
  type Instrument,
  type MarketData,
  type Report,
} from 'argosy/domain';
import {
  SimulatedVenue,
  type FedBy,
  type Told,
  type VenueConfig,
  type VenueOutbox,
} from 'argosy/matching';
import type { BrokerAnswer, BrokerQuery } from 'argosy/reconciliation';
import type { RecoveredAccount } from '@argosy/bridge';

import { PaperBooks } from './paper-books.ts';
import type { PaperPurse } from './paper-purse.ts';

/** The models of the venue: those of a backtest. */
export type ExchangeModels = Pick<VenueConfig, 'fees' | 'latency' | 'fills'> &
  Partial<Pick<VenueConfig, 'slippage' | 'queue' | 'auctions' | 'bands' | 'halts' | 'staleAfter'>>;

/** What an exchange on paper is made of. */
export type ExchangeOptions = {
  readonly instruments: readonly Instrument[];
  readonly calendars: readonly TradingCalendar[];
  readonly models: ExchangeModels;
  /** Which data set prices, for all instruments, or by each. */
  readonly fedBy: FedBy | ((instrument: Instrument) => FedBy);
  readonly seed: number | string;
  readonly scales?: LedgerScales;
};

/** How many instruments may be listed while it runs. */
export const LISTED_LATER_MAX = 20_000;
/** How many reports may be on their way. */
export const REPORTS_UNDERWAY_MAX = 1_000_000;
/** Behind everything else of an instant. */
const LAST_RANK = 7;
const DATA_RANK = 2;
const STATUS_RANK = 1;

type Underway = { readonly report: Report; readonly place: number };

/** The venue of a backtest with the books of a broker beside it, moved by whoever knows the time. */
export class PaperExchange {
  readonly instruments: InstrumentTable;
  readonly #venue: SimulatedVenue;
  readonly #books: PaperBooks;
  readonly #out: VenueOutbox;
  readonly #told: Told[] = [];
  #toTell: MarketData[] = [];
  readonly #reports = new BinaryHeap<Underway>(
    (one, other) => one.report.availableAt - other.report.availableAt || one.place - other.place,
    REPORTS_UNDERWAY_MAX,
  );
  #reported = 0;
  #inputs = 0;
  /** The instant up to which everything has been done. */
  #upTo = 0;

  constructor({ instruments, calendars, models, fedBy, seed, scales }: ExchangeOptions) {
    this.instruments = new InstrumentTable(instruments, {
      room: instruments.length + LISTED_LATER_MAX,
    });
    const ledger = scales ?? ledgerScales({});
    this.#books = new PaperBooks(this.instruments, ledger);
    this.#out = {
      report: (report) => this.#report(report),
      data: (datum) => void this.#told.push(datum),
    };
    this.#venue = new SimulatedVenue({
      staleAfter: null,
      ...models,
      instruments: this.instruments,
      calendars: new Map(calendars.map((one) => [one.id, new SessionClock(one)])),
      fedBy: (index) => this.#fedBy(fedBy, index),
      bars: { fillAt: 'nextOpen', path: 'adaptive' },
      scales: ledger,
      random: Random.fromSeed(seed),
    });
  }

  /** When its venue next acts by itself; Infinity while it will not. */
  get nextWakeAt(): number {
    return this.#venue.nextWakeAt;
  }

  /** When the next report reaches us; Infinity while none is on its way. */
  get nextReportAt(): number {
    return this.#reports.peek()?.report.availableAt ?? Number.POSITIVE_INFINITY;
  }

  /** How many orders work here. */
  get workingOrders(): number {
    return this.#venue.openOrders();
  }

  /** Lists more: they have prices and take orders from here on. Those that are there stay. */
  list(more: readonly Instrument[]): void {
    this.instruments.list(more);
    this.#venue.openMarkets();
  }

  /** Whether an order of this id has come here before: it must not come again. */
  has({ account, order }: Effect): boolean {
    return this.#books.has(account, order);
  }

  /** Whether an order has been sent that has not come to the venue yet. */
  isUnderWay(account: AccountId, order: OrderId): boolean {
    return this.#books.isExpected(account, order);
  }

  /** Sends a request on its way; one with an id that was here before is a bug of the caller. */
  send(effect: Effect, now: Timestamp): void {
    if (effect.type === 'submit') {
      assert(!this.has(effect), 'an order comes to the exchange once');
      this.#books.expect(effect.request);
    }
    this.#venue.send(effect, now);
  }

  /**
   * Market data become available: the venue does what was due before, then meets them. What comes behind an instant
   * that was done already is known from then on: time does not go back for an order.
   */
  take(datum: MarketData): void {
    const isLate = datum.availableAt < this.#upTo;
    const known = isLate ? { ...datum, availableAt: toTimestamp(this.#upTo) } : datum;
    const rank = datum.kind === 'status' ? STATUS_RANK : DATA_RANK;
    this.#upTo = known.availableAt;
    this.#wakeBefore(known.availableAt, rank);
    this.#give(known);
  }

  /** Does all that is due by an instant, that instant included. */
  wakeUntil(now: Timestamp): void {
    this.#upTo = Math.max(this.#upTo, now);
    this.#wakeBefore(now, LAST_RANK);
  }

  /** What reaches us by an instant, in order; each once. */
  takeReports(now: Timestamp): readonly Report[] {
    const found: Report[] = [];
    for (let next = this.#reports.peek(); next !== undefined; next = this.#reports.peek()) {
      if (next.report.availableAt > now) break;
      found.push(next.report);
      this.#reports.pop();
    }
    return found;
  }

  /** What the venue has told of itself since it was last asked: that trading has stopped, or goes on. */
  takeTold(): readonly MarketData[] {
    if (this.#toTell.length === 0) return this.#toTell;
    const told = this.#toTell;
    this.#toTell = [];
    return told;
  }

  /** Takes over what trading recovered: its working orders work here, and its books are those of the broker. */
  restore(recovered: readonly RecoveredAccount[], now: Timestamp): void {
    for (const account of recovered) {
      this.#books.restore(account);
      for (const order of account.orders) {
        if (this.#books.has(order.request.account, order.request.id)) {
          this.#venue.restore(order, now, this.#out);
        }
      }
    }
  }

  /** What an account holds and has. */
  purseOf(account: AccountId): PaperPurse {
    return this.#books.purseOf(account);
  }

  /** Answers as the broker, by its own books. */
  answer(account: AccountId, query: BrokerQuery): BrokerAnswer {
    return this.#books.answer(account, query);
  }

  #wakeBefore(at: number, rank: number): void {
    const venue = this.#venue;
    while (venue.nextWakeAt < at || (venue.nextWakeAt === at && venue.nextWakeRank < rank)) {
      venue.wake(this.#out);
      for (const datum of this.#told.splice(0)) {
        this.#give(datum);
        this.#toTell.push(datum);
      }
    }
  }

  #give(datum: MarketData): void {
    const instrument = this.instruments.indexOf(datum.instrument);
    if (instrument === undefined) return;
    const number = toInputNumber(this.#inputs);
    this.#inputs += 1;
    this.#venue.onData(datum, { number, now: datum.availableAt, instrument }, this.#out);
  }

  /** The books are right at once; we hear of it later. */
  #report(report: Report): void {
    this.#books.note(report);
    this.#reported += 1;
    this.#reports.push({ report, place: this.#reported });
  }

  #fedBy(fedBy: ExchangeOptions['fedBy'], index: InstrumentIndex): FedBy {
    if (typeof fedBy === 'string') return fedBy;
    const instrument = this.instruments.all[index];
    return instrument === undefined ? 'none' : fedBy(instrument);
  }
}
