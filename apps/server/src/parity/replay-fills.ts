import {
  assertNever,
  ledgerScales,
  Random,
  SessionClock,
  type InstrumentId,
  type OrderId,
  type StrategyId,
  type Timestamp,
  type TradingCalendar,
} from 'argosy/core';
import {
  InstrumentTable,
  type Instrument,
  type MarketData,
  type OrderEvent,
  type OrderRequest,
  type Report,
} from 'argosy/domain';
import {
  noLatency,
  SimulatedVenue,
  sureFills,
  type FedBy,
  type FeeModel,
  type VenueConfig,
} from 'argosy/matching';
import { readTurns, type KeptTurn, type RecordLogs } from '@argosy/journal';

import { causesOf, type FillCause, type ToldFill } from './fill-causes.ts';
import { TurnClock } from './turn-clock.ts';

/** What a record's orders are filled with again. */
export type FillOptions = {
  readonly instruments: readonly Instrument[];
  readonly calendars: readonly TradingCalendar[];
  readonly fees: FeeModel;
  /** What a backtest would say otherwise; no time and sure fills unless told. */
  readonly models?: Partial<Pick<VenueConfig, 'latency' | 'fills' | 'slippage' | 'queue'>>;
};

/** What became of an order, and what would have in a backtest. */
export type OrderParity = {
  readonly order: OrderId;
  readonly strategy: StrategyId;
  readonly instrument: InstrumentId;
  readonly recorded: readonly ToldFill[];
  readonly again: readonly ToldFill[];
  /** Why they differ; empty where they do not. */
  readonly causes: readonly FillCause[];
};

type Sent = {
  readonly strategy: StrategyId;
  request: OrderRequest;
  isSent: boolean;
  readonly recorded: ToldFill[];
  readonly again: ToldFill[];
};

/** How many orders of a record are looked at. */
const ORDERS_MAX = 1_000_000;
const DATA_RANK = 2;
const LAST_RANK = 7;

/**
 * Sends the orders of a record's strategies, as trading sent them, to the venue of a backtest that is fed by the tape,
 * and lays what it fills beside what the broker filled.
 */
export function replayFills(logs: RecordLogs, options: FillOptions): readonly OrderParity[] {
  const replay = new FillReplay(options, lookAhead(logs));
  for (const turn of readTurns(logs)) replay.take(turn);
  return replay.finish();
}

/** Which instruments strategies traded, and which data of them there are. */
function lookAhead(logs: RecordLogs): ReadonlyMap<InstrumentId, ReadonlySet<MarketData['kind']>> {
  const traded = new Set<InstrumentId>();
  const kinds = new Map<InstrumentId, Set<MarketData['kind']>>();
  for (const { input, events } of readTurns(logs)) {
    if (input !== null && 'instrument' in input.value && isData(input.value)) {
      const { instrument, kind } = input.value;
      kinds.set(instrument, (kinds.get(instrument) ?? new Set()).add(kind));
    }
    for (const { value } of events) {
      if (value.kind !== 'order' || value.change.type !== 'initialized') continue;
      if (value.change.request.strategy !== null) traded.add(value.change.request.instrument);
    }
  }
  return new Map([...traded].map((id) => [id, kinds.get(id) ?? new Set()]));
}

class FillReplay {
  readonly #instruments: InstrumentTable;
  readonly #traded: ReadonlySet<InstrumentId>;
  readonly #venue: SimulatedVenue;
  readonly #orders = new Map<OrderId, Sent>();
  readonly #clock = new TurnClock();
  readonly #out = {
    report: (report: Report): void => this.#hear(report),
    data: (): void => {},
  };

  constructor(
    { instruments, calendars, fees, models = {} }: FillOptions,
    traded: ReadonlyMap<InstrumentId, ReadonlySet<MarketData['kind']>>,
  ) {
    this.#instruments = new InstrumentTable(instruments);
    this.#traded = new Set(traded.keys());
    this.#venue = new SimulatedVenue({
      latency: noLatency,
      fills: sureFills,
      ...models,
      fees,
      instruments: this.#instruments,
      calendars: new Map(calendars.map((one) => [one.id, new SessionClock(one)])),
      fedBy: (index) => fedBy(traded.get(this.#instruments.at(index).id)),
      bars: { fillAt: 'nextOpen', path: 'adaptive' },
      staleAfter: null,
      scales: ledgerScales({}),
      random: Random.fromSeed('parity'),
    });
  }

  take(turn: KeptTurn): void {
    const now = this.#clock.at(turn);
    const { input } = turn;
    if (input !== null && isData(input.value) && this.#traded.has(input.value.instrument)) {
      this.#feed(input.value, turn.number, now);
    }
    this.#wakeBefore(now, LAST_RANK);
    for (const { value } of turn.events) if (value.kind === 'order') this.#obey(value, now);
    this.#wakeBefore(now, LAST_RANK);
  }

  finish(): readonly OrderParity[] {
    return [...this.#orders]
      .filter(([, { isSent }]) => isSent)
      .map(([order, { strategy, request, recorded, again }]) => {
        const { instrument } = request;
        const causes = causesOf(recorded, again);
        return { order, strategy, instrument, recorded, again, causes };
      });
  }

  #feed(datum: MarketData, number: KeptTurn['number'], now: Timestamp): void {
    const index = this.#instruments.indexOf(datum.instrument);
    if (index === undefined) return;
    this.#wakeBefore(now, DATA_RANK);
    this.#venue.onData(datum, { number, now, instrument: index }, this.#out);
  }

  #obey({ order: id, change }: OrderEvent, now: Timestamp): void {
    if (change.type === 'initialized') return this.#begin(id, change.request);
    const order = this.#orders.get(id);
    if (order === undefined) return;
    const { account } = order.request;
    switch (change.type) {
      case 'updated':
        if (!order.isSent) {
          order.request = { ...order.request, qty: change.qty, terms: change.terms };
        }
        return;
      case 'submitted':
        if (order.isSent) return;
        order.isSent = true;
        this.#venue.send({ type: 'submit', account, order: id, request: order.request }, now);
        return;
      case 'pendingUpdate': {
        const { qty, terms } = change;
        this.#venue.send({ type: 'amend', account, order: id, qty, terms }, now);
        return;
      }
      case 'pendingCancel':
        this.#venue.send({ type: 'cancel', account, order: id }, now);
        return;
      case 'filled':
        order.recorded.push(change.fill);
        return;
      // What else becomes of an order is the broker's answer, or ours to it; the venue has its own.
      case 'accepted':
      case 'busted':
      case 'cancelRejected':
      case 'canceled':
      case 'denied':
      case 'divided':
      case 'doubted':
      case 'emulated':
      case 'expired':
      case 'modifyRejected':
      case 'partBusted':
      case 'partFilled':
      case 'rejected':
      case 'released':
      case 'resolved':
      case 'triggered':
        return;
      default:
        return assertNever(change);
    }
  }

  #begin(id: OrderId, request: OrderRequest): void {
    const { strategy } = request;
    if (strategy === null || this.#orders.size >= ORDERS_MAX) return;
    this.#orders.set(id, { strategy, request, isSent: false, recorded: [], again: [] });
  }

  #hear(report: Report): void {
    if (report.body.type === 'filled') this.#orders.get(report.order)?.again.push(report.body.fill);
  }

  /** Does what the venue would have done by itself before something of this instant and rank. */
  #wakeBefore(now: Timestamp, rank: number): void {
    const { nextWakeAt, nextWakeRank } = this.#venue;
    let isDue = nextWakeAt < now || (nextWakeAt === now && nextWakeRank < rank);
    while (isDue) {
      this.#venue.wake(this.#out);
      const next = this.#venue.nextWakeAt;
      isDue = next < now || (next === now && this.#venue.nextWakeRank < rank);
    }
  }
}

/** As a demo, or whoever has the most to go by, sets its prices. */
function fedBy(kinds: ReadonlySet<MarketData['kind']> | undefined): FedBy {
  if (kinds === undefined) return 'none';
  if (kinds.has('book')) return 'book';
  if (kinds.has('quote')) return kinds.has('trade') ? 'quotesAndTrades' : 'quotes';
  if (kinds.has('trade')) return 'trades';
  return kinds.has('bar') ? 'bars' : 'none';
}

function isData(input: { readonly kind: string }): input is MarketData {
  return !notData.includes(input.kind);
}

const notData: readonly string[] = ['command', 'report', 'time', 'answer'];
