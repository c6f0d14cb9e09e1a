import {
  Random,
  SessionClock,
  alwaysOpen,
  ledgerScales,
  nseClosingAuction,
  nseEquity,
  toInstrumentId,
  toQuantity,
  toTimestamp,
  type InstrumentIndex,
} from 'argosy/core';
import {
  InstrumentTable,
  toInputNumber,
  type Bar,
  type Instrument,
  type MarketData,
  type Order,
  type OrderRequest,
  type OrderTerms,
  type Report,
} from 'argosy/domain';
import {
  SimulatedVenue,
  noFees,
  noLatency,
  sureFills,
  type FedBy,
  type Told,
  type VenueConfig,
} from 'argosy/matching';

import { anInstrument } from './instrument.ts';

/** What a test changes of the rig's venue: quotes, no fees, no latency, sure fills unless told. */
export type RigOptions = Partial<
  Pick<
    VenueConfig,
    | 'fees'
    | 'latency'
    | 'fills'
    | 'slippage'
    | 'queue'
    | 'auctions'
    | 'selfTrade'
    | 'bars'
    | 'bands'
    | 'interruptions'
    | 'halts'
    | 'staleAfter'
  >
> & {
  readonly instruments?: readonly Instrument[];
  readonly fedBy?: FedBy;
  readonly seed?: number;
};

const lastRank = 7;

/** Drives a simulated venue as a shard does, in order of instant and rank, and keeps its reports. */
export class VenueRig {
  readonly reports: Report[] = [];
  readonly venue: SimulatedVenue;
  readonly #table: InstrumentTable;
  /** What the venue told of itself. */
  readonly told: Told[] = [];
  readonly #outbox = {
    report: (report: Report): void => void this.reports.push(report),
    data: (datum: Told): void => {
      this.told.push(datum);
      this.#back.push(datum);
    },
  };
  /** What was told and has still to come back, as all data do. */
  readonly #back: Told[] = [];
  #number = 0;

  constructor(options: RigOptions = {}) {
    const { instruments = [anInstrument()], fedBy = 'quotes', seed = 1, ...models } = options;
    this.#table = new InstrumentTable(instruments);
    this.venue = new SimulatedVenue({
      instruments: this.#table,
      calendars: new Map(
        [alwaysOpen, nseClosingAuction, nseEquity].map((one) => [one.id, new SessionClock(one)]),
      ),
      fedBy: () => fedBy,
      fees: noFees,
      latency: noLatency,
      fills: sureFills,
      bars: { fillAt: 'nextOpen', path: 'OHLC' },
      staleAfter: null,
      scales: ledgerScales({}),
      random: Random.fromSeed(seed),
      ...models,
    });
  }

  /** Market data becomes available. */
  feed(...data: readonly MarketData[]): this {
    for (const datum of data) {
      this.#wakeBefore(datum.availableAt, datum.kind === 'status' ? 1 : 2);
      this.#give(datum);
    }
    return this;
  }

  /** The source looks ahead and announces bars. */
  announce(...bars: readonly Bar[]): this {
    for (const bar of bars) this.venue.expectBar(bar, this.#indexOf(bar));
    return this;
  }

  /** Announces each bar before the venue acts on it, then feeds it. */
  play(...bars: readonly Bar[]): this {
    return this.announce(...bars).feed(...bars);
  }

  /** An order leaves for the venue. */
  submit(request: OrderRequest, at: number): this {
    const { account, id: order } = request;
    this.#wakeBefore(at, 5);
    this.venue.send({ type: 'submit', account, order, request }, toTimestamp(at));
    return this;
  }

  /** An order comes back that worked at a venue before this one. */
  restore(order: Order, at: number): this {
    this.#wakeBefore(at, 5);
    this.venue.restore(order, toTimestamp(at), this.#outbox);
    return this;
  }

  /** An amendment leaves for the venue. */
  amend(request: OrderRequest, change: { qty?: number; terms?: OrderTerms }, at: number): this {
    const { account, id: order } = request;
    const qty = toQuantity(change.qty ?? request.qty);
    const terms = change.terms ?? request.terms;
    this.#wakeBefore(at, 5);
    this.venue.send({ type: 'amend', account, order, qty, terms }, toTimestamp(at));
    return this;
  }

  /** A cancel leaves for the venue. */
  cancel(request: OrderRequest, at: number): this {
    this.#wakeBefore(at, 5);
    const { account, id: order } = request;
    this.venue.send({ type: 'cancel', account, order }, toTimestamp(at));
    return this;
  }

  /** Lets the venue act until an instant, that instant's moments included. */
  runUntil(at: number): this {
    this.#wakeBefore(at, lastRank);
    return this;
  }

  /** What the venue said, a short line each: `filled @5: 10 at 10005, taker`. */
  said(order?: string): readonly string[] {
    const reports = this.reports.filter((report) => order === undefined || report.order === order);
    return reports.map(toLine);
  }

  #wakeBefore(at: number, rank: number): void {
    const { venue } = this;
    while (venue.nextWakeAt < at || (venue.nextWakeAt === at && venue.nextWakeRank < rank)) {
      venue.wake(this.#outbox);
      for (const datum of this.#back.splice(0)) this.#give(datum);
    }
  }

  #give(datum: MarketData): void {
    const number = toInputNumber(this.#number++);
    const turn = { number, now: datum.availableAt, instrument: this.#indexOf(datum) };
    this.venue.onData(datum, turn, this.#outbox);
  }

  #indexOf(datum: MarketData): InstrumentIndex {
    const index = this.#table.indexOf(toInstrumentId(datum.instrument));
    if (index === undefined) throw new Error(`the rig does not know ${datum.instrument}`);
    return index;
  }
}

function toLine({ body, eventAt }: Report): string {
  const head = `${body.type} @${eventAt}`;
  if (body.type === 'filled') {
    const { qty, price, liquidity } = body.fill;
    return `${head}: ${qty} at ${price}, ${liquidity}`;
  }
  if (!('reason' in body) || body.reason === null) return head;
  return `${head}: ${body.reason.split(':')[0]}`;
}
