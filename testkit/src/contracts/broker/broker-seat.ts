import {
  toAccountId,
  toOrderId,
  toPrice,
  toQuantity,
  toTimestamp,
  type AccountId,
  type InstrumentId,
  type OrderId,
  type Refusal,
  type Timestamp,
} from 'argosy/core';
import type {
  Fill,
  Instrument,
  MarketData,
  OrderRequest,
  OrderTerms,
  Quote,
  Report,
  ReportBody,
} from 'argosy/domain';
import type { BrokerAnswer, BrokerQuery } from 'argosy/reconciliation';
import type { BrokerAdapter, BrokerListener, Call, Connection } from '@argosy/bridge';

import { anOrderRequest } from '../../order-request.ts';

/** What a broker is to be like for a case. */
export type BrokerConditions = {
  /** How many submits, amendments and cancels it takes in a second; as many as come unless told. */
  readonly ordersPerSecond?: number;
  /** How many may wait to leave. */
  readonly waitingMax?: number;
  readonly subscriptionsMax?: number;
};

/** A broker's adapter under test, with the world around it. */
export type BrokerUnderTest = {
  readonly adapter: BrokerAdapter;
  /** At least two that trade now, priced all the time, of which less than `HUGE` stands at any price. */
  readonly instruments: readonly Instrument[];
  readonly now: () => Timestamp;
  /** Lets time go by, and everything due happen. */
  readonly pass: (millis: number) => Promise<void>;
  /** Cuts the line to the broker, and mends it. */
  readonly lose: () => void;
  readonly regain: () => void;
};

/** Opens a broker for one case. */
export type OpenBroker = (conditions?: BrokerConditions) => BrokerUnderTest;

/** More than anybody offers at a price. */
export const HUGE = 900_000;
/** How long a case waits for anything, in milliseconds of the broker's time. */
const PATIENCE_MS = 20_000;
/** Long enough that no call of a case ends by it. */
export const patient: Call = { timeoutMs: 60_000 };

/** What a case says of an order. */
export type Asked = Partial<Omit<OrderRequest, 'id' | 'qty'>> & {
  readonly id?: string;
  readonly qty?: number;
};

/** Someone who trades with the broker under test, and keeps all that is heard. */
export class BrokerSeat {
  readonly broker: BrokerUnderTest;
  readonly rows: MarketData[] = [];
  readonly reports: Report[] = [];
  readonly connections: Connection[] = [];
  readonly faults: Refusal[] = [];
  /** What the listener heard while `send` was running. */
  heardInside = 0;
  #isSending = false;
  #orders = 0;

  constructor(broker: BrokerUnderTest) {
    this.broker = broker;
  }

  /** A seat at a broker that is connected. */
  static async at(broker: BrokerUnderTest): Promise<BrokerSeat> {
    const seat = new BrokerSeat(broker);
    await seat.start();
    return seat;
  }

  get adapter(): BrokerAdapter {
    return this.broker.adapter;
  }

  /** What it trades unless told. */
  get instrument(): Instrument {
    return this.#listed(0);
  }

  /** Another one. */
  get other(): Instrument {
    return this.#listed(1);
  }

  readonly listener: BrokerListener = {
    onData: (rows) => {
      this.#hear();
      this.rows.push(...rows);
    },
    onReport: (report) => {
      this.#hear();
      this.reports.push(report);
    },
    onConnection: (connection) => void this.connections.push(connection),
    onFault: (fault) => void this.faults.push(fault),
  };

  /** Connects. */
  async start(): Promise<void> {
    const started = await this.answer(this.adapter.start(this.listener, patient));
    if (!started.ok) throw new Error(started.refusal.reason);
  }

  /** Lets time go by until an answer is there. */
  async answer<Value>(promise: Promise<Value>): Promise<Value> {
    let isThere = false;
    const done = (): void => {
      isThere = true;
    };
    promise.then(done, done);
    for (let waited = 0; waited < PATIENCE_MS; waited += 1) {
      await Promise.resolve();
      if (isThere) return promise;
      await this.broker.pass(1);
    }
    throw new Error('no answer came');
  }

  /** Lets time go by until something holds. */
  async until(what: string, holds: () => boolean): Promise<void> {
    for (let waited = 0; waited < PATIENCE_MS; waited += 5) {
      if (holds()) return;
      await this.broker.pass(5);
    }
    throw new Error(`it never came to this: ${what}`);
  }

  /** Hears of quotes. */
  async subscribe(...instruments: readonly InstrumentId[]): Promise<void> {
    const wanted = instruments.map((instrument) => ({ kind: 'quote', instrument }) as const);
    const answered = this.adapter.marketData?.subscribe(wanted, patient);
    if (answered === undefined) throw new Error('it brings no market data');
    await this.answer(answered);
  }

  /** The quotes heard of an instrument. */
  quotesOf(instrument: InstrumentId): readonly Quote[] {
    return this.rows.filter(
      (row): row is Quote => row.kind === 'quote' && row.instrument === instrument,
    );
  }

  /** The market of what it trades, heard of now. */
  async touch(): Promise<Quote> {
    const { id } = this.instrument;
    await this.subscribe(id);
    await this.until('a quote', () => this.quotesOf(id).length > 0);
    const quote = this.quotesOf(id).at(-1);
    if (quote === undefined) throw new Error('there is no quote');
    return quote;
  }

  /** Terms that nobody comes to: to buy at half the price. */
  async farAway(): Promise<OrderTerms> {
    const { bid } = await this.touch();
    return { type: 'limit', limit: this.onTick(bid * 0.9) };
  }

  /** A price on the tick. */
  onTick(price: number): ReturnType<typeof toPrice> {
    const { tick } = this.instrument;
    return toPrice(Math.max(tick, Math.floor(price / tick) * tick));
  }

  /** Sends an order: a lot at the market unless told. */
  submit({ id, qty, ...changes }: Asked = {}): OrderRequest {
    this.#orders += 1;
    const { instrument } = this;
    const request = anOrderRequest({
      id: toOrderId(id ?? `0000SEAT${String(this.#orders).padStart(6, '0')}`),
      instrument: instrument.id,
      product: 'intraday',
      tif: 'DAY',
      qty: toQuantity(qty ?? instrument.lot),
      ...changes,
    });
    this.#send({ type: 'submit', account: request.account, order: request.id, request });
    return request;
  }

  cancel({ account, id }: Pick<OrderRequest, 'account' | 'id'>): void {
    this.#send({ type: 'cancel', account, order: id });
  }

  amend(
    { account, id }: OrderRequest,
    to: { readonly qty: number; readonly terms: OrderTerms },
  ): void {
    this.#send({ type: 'amend', account, order: id, qty: toQuantity(to.qty), terms: to.terms });
  }

  /** What was said of an order, in words. */
  said(order: OrderId): readonly ReportBody['type'][] {
    return this.bodies(order).map(({ type }) => type);
  }

  /** What was said of an order. */
  bodies(order: OrderId): readonly ReportBody[] {
    return this.reports.filter((report) => report.order === order).map(({ body }) => body);
  }

  /** Why the last report of an order says no; empty where it does not say. */
  reasonOf(order: OrderId): string {
    const body = this.bodies(order).at(-1);
    return body !== undefined && 'reason' in body ? (body.reason ?? '') : '';
  }

  /** The fills that were reported of an order. */
  fills(order: OrderId): readonly Omit<Fill, 'flags'>[] {
    return this.bodies(order).flatMap((body) => (body.type === 'filled' ? [body.fill] : []));
  }

  /** How much of an order has filled, by what was reported. */
  filled(order: OrderId): number {
    return this.fills(order).reduce((sum, { qty }) => sum + qty, 0);
  }

  /** Waits until something is said of an order. */
  async hears(order: OrderId, ...types: readonly ReportBody['type'][]): Promise<void> {
    const what = `${order} is ${types.join(' or ')}`;
    await this.until(what, () => this.said(order).some((type) => types.includes(type)));
  }

  /** An order that rests where nobody comes to it. */
  async resting(asked: Asked = {}): Promise<OrderRequest> {
    const request = this.submit({ terms: await this.farAway(), ...asked });
    await this.hears(request.id, 'accepted');
    return request;
  }

  /** An order that has filled. */
  async done(asked: Asked = {}): Promise<OrderRequest> {
    await this.touch();
    const request = this.submit(asked);
    await this.until('it has filled', () => this.filled(request.id) >= request.qty);
    return request;
  }

  /** Asks the broker. */
  ask(query: BrokerQuery, account: AccountId = toAccountId('MAIN')): Promise<BrokerAnswer> {
    const { accounts } = this.adapter;
    if (accounts === null) throw new Error('it cannot be asked');
    return this.answer(accounts.ask(account, query, patient));
  }

  #send(effect: Parameters<NonNullable<BrokerAdapter['execution']>['send']>[0]): void {
    const { execution } = this.adapter;
    if (execution === null) throw new Error('it takes no orders');
    this.#isSending = true;
    execution.send(effect, toTimestamp(this.broker.now()));
    this.#isSending = false;
  }

  #hear(): void {
    if (this.#isSending) this.heardInside += 1;
  }

  #listed(place: number): Instrument {
    const listed = this.broker.instruments[place];
    if (listed === undefined) throw new Error('the broker under test lists too little');
    return listed;
  }
}
