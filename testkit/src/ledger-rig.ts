import { toAccountId, toCurrency, toQuantity, unwrap, type Rounding } from 'argosy/core';
import {
  evolvePosition,
  type Fill,
  type Instrument,
  type Position,
  type PositionKey,
  type Side,
} from 'argosy/domain';
import {
  LedgerBook,
  decideBust,
  decideFill,
  decideHold,
  decideTransfer,
  type EntryBody,
  type FillPosting,
  type FillRequest,
  type HoldBody,
} from 'argosy/ledger';

import { anEventHead } from './event-head.ts';
import { anInstrument } from './instrument.ts';
import { aFill, rupees, type FillChanges } from './order.ts';
import { anOrderRequest } from './order-request.ts';

/** Books with one position of the account `MAIN` that fills are decided against and folded into. */
export class LedgerRig {
  readonly book: LedgerBook = new LedgerBook();
  readonly entries: EntryBody[] = [];
  readonly #instrument: Instrument;
  readonly #rounding: Rounding;
  #position: Position | undefined = undefined;
  #trades = 0;

  constructor({
    instrument = anInstrument(),
    rounding = 'halfEven',
  }: { instrument?: Instrument; rounding?: Rounding } = {}) {
    this.#instrument = instrument;
    this.#rounding = rounding;
  }

  /** The position as its last fill has left it. */
  get position(): Position | undefined {
    return this.#position;
  }

  /** Pays rupees in, or out. */
  transfer(paise: bigint, entry: string = `transfer-${paise}`): this {
    const account = toAccountId('MAIN');
    const body = unwrap(
      decideTransfer(this.book, { account, entry, amount: rupees(paise), scale: 2 }),
    );
    if (body !== null) this.post(body);
    return this;
  }

  /** Sets rupees aside for the order that `anOrderRequest` makes. */
  hold(paise: bigint): this {
    const { id: order, account } = anOrderRequest();
    const request = { order, account, money: rupees(paise), qty: toQuantity(0), group: null };
    this.apply(unwrap(decideHold(this.book, request)));
    return this;
  }

  /** Books a fill and gives it back, to be busted later. */
  fill(
    side: Side,
    changes: FillChanges = {},
  ): { readonly of: FillRequest; readonly costChange: bigint } {
    this.#trades += 1;
    const fill: Fill = aFill({ trade: `T-${this.#trades}`, ...changes });
    const of = this.requestOf(side, fill, `fill-${fill.trade}`);
    const before = this.#position?.cost ?? 0n;
    this.#take(unwrap(decideFill(this.book, of)));
    return { of, costChange: (this.#position?.cost ?? 0n) - before };
  }

  /** Takes a fill back. */
  bust({ of, costChange }: { readonly of: FillRequest; readonly costChange: bigint | null }): void {
    const { request, fill } = of;
    const again = this.requestOf(request.side, fill, `bust-${fill.trade}`);
    this.#take(unwrap(decideBust(this.book, { ...again, costChange })));
  }

  /** A fill of the rig's position as a decider takes it. */
  requestOf(side: Side, fill: Fill, entry: string): FillRequest {
    const request = anOrderRequest({ side, instrument: this.#instrument.id });
    const { account, book, instrument, product } = request;
    const key: PositionKey = { account, book, instrument, product, id: null };
    const unit = { scale: 2, rounding: this.#rounding };
    return {
      entry,
      request,
      instrument: this.#instrument,
      key,
      position: this.#position,
      fill,
      unit,
    };
  }

  /** The balance of one of the account's ledger accounts, in paise. */
  balance(name: string): bigint {
    return this.book.balance(`MAIN/${name}`, toCurrency('INR'));
  }

  /** Folds an entry into the books. */
  post(body: EntryBody): void {
    this.entries.push(body);
    this.apply(body);
  }

  /** Folds an entry or a hold into the books. */
  apply(body: EntryBody | HoldBody): void {
    this.book.apply({ ...anEventHead(), ...body });
  }

  #take({ entry, position }: FillPosting): void {
    if (entry !== null) this.post(entry);
    this.#position = evolvePosition(this.#position, { ...anEventHead(), ...position });
  }
}
