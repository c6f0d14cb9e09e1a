import {
  assert,
  divideRounded,
  formatMoney,
  formatScaled,
  formatScaledBigint,
  formatTimestamp,
  ledgerScaleOf,
  money,
  powerOfTen,
  toInstrumentId,
  type LedgerScales,
  type Money,
  type Price,
  type Timestamp,
} from 'argosy/core';
import type { CommandOutcome, EquitySample, FillRow, RoundTrip } from 'argosy/backtest';
import {
  notionalScale,
  type Instrument,
  type InstrumentTable,
  type Order,
  type Position,
  type Touch,
} from 'argosy/domain';
import type { RealisedTotal } from 'argosy/ledger';

import { instructionsRecord, termsRecord } from './terms-record.ts';

/** A value that JSON can carry; amounts are decimal strings, times ISO 8601. */
export type JsonRecord = Readonly<Record<string, unknown>>;

/** Decimal places that an average price has beyond the instrument's own. */
const AVERAGE_EXTRA_PLACES = 4;

/** Writes amounts and times of a run as the text that its files show. */
export class RunValues {
  readonly #instruments: InstrumentTable;
  readonly #scales: LedgerScales;

  constructor(instruments: InstrumentTable, scales: LedgerScales) {
    this.#instruments = instruments;
    this.#scales = scales;
  }

  /** A decimal without its currency. */
  amount(value: Money): string {
    return formatMoney(value, ledgerScaleOf(this.#scales, value.currency));
  }

  /** The amount with its currency. */
  money(value: Money): JsonRecord {
    return { amount: this.amount(value), currency: value.currency };
  }

  /** ISO 8601, or null. */
  time(at: Timestamp | null): string | null {
    return at === null ? null : formatTimestamp(at);
  }

  /** What was done by hand, and what came of it. */
  command(hand: CommandOutcome): JsonRecord {
    const amount = 'amount' in hand ? { amount: this.money(hand.amount) } : {};
    const size = 'qty' in hand ? this.#instrument(hand.instrument).sizePrecision : 0;
    const qty = 'qty' in hand ? { qty: formatScaled(hand.qty, size) } : {};
    const floor = 'floor' in hand ? { floor: this.money(hand.floor) } : {};
    return { ...hand, at: this.time(hand.at), ...amount, ...qty, ...floor, ...this.#limit(hand) };
  }

  /** What a limit comes to is in units of its own: it stays a whole number, as a text. */
  #limit(hand: CommandOutcome): JsonRecord {
    if (hand.type !== 'setLimit') return {};
    const { value, until } = hand;
    const end = until === undefined ? {} : { until: this.time(until) };
    return { value: value === null ? null : String(value), ...end };
  }

  /** A row of `fills.csv`, in the order of its columns. */
  fillCells({ request, fill }: FillRow): readonly string[] {
    const { pricePrecision, sizePrecision } = this.#instrument(request.instrument);
    return [
      formatTimestamp(fill.at),
      request.account,
      request.book,
      request.strategy ?? '',
      request.id,
      fill.trade,
      request.instrument,
      request.side,
      formatScaled(fill.qty, sizePrecision),
      formatScaled(fill.price, pricePrecision),
      this.amount(fill.fee),
      fill.fee.currency,
      fill.liquidity,
      fill.flags.join(' '),
      ...this.#touchCells(fill.touch, pricePrecision),
    ];
  }

  /** A fill of `result.json`. */
  fill(row: FillRow, columns: readonly string[]): JsonRecord {
    const cells = this.fillCells(row);
    return Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? '']));
  }

  /** A row of `equity.csv`, in the order of its columns. */
  equityCells(sample: EquitySample): readonly string[] {
    const { at, kind, account, equity, cash } = sample;
    return [
      formatTimestamp(at),
      kind,
      account,
      this.amount(equity),
      this.amount(cash),
      equity.currency,
    ];
  }

  /** A row of `trades.csv`, in the order of its columns. */
  tradeCells({ account, book, instrument, side, ...trip }: RoundTrip): readonly string[] {
    const { sizePrecision } = this.#instrument(toInstrumentId(instrument));
    return [
      account,
      book,
      instrument,
      side,
      formatTimestamp(trip.openedAt),
      formatTimestamp(trip.closedAt),
      formatScaled(trip.qty, sizePrecision),
      this.amount(trip.net),
      trip.net.currency,
    ];
  }

  /** A point of an equity curve in `result.json`. */
  equity({ at, account, equity, cash }: EquitySample): JsonRecord {
    const amounts = { equity: this.amount(equity), cash: this.amount(cash) };
    return { at: formatTimestamp(at), account, ...amounts, currency: equity.currency };
  }

  /** An order of `result.json`. */
  order(order: Order): JsonRecord {
    const { request, state, filled, reason } = order;
    const instrument = this.#instrument(request.instrument);
    const { id, account, book, strategy, product, position, side, tif, tag, algo } = request;
    const asked = { id, account, book, strategy, instrument: instrument.id, product, position };
    return {
      ...asked,
      side,
      tif,
      tag,
      algo,
      ...termsRecord(order.terms, instrument),
      ...instructionsRecord(request, instrument),
      qty: formatScaled(order.qty, instrument.sizePrecision),
      state,
      filled: formatScaled(filled, instrument.sizePrecision),
      averagePrice: averagePrice(order, instrument),
      initializedAt: formatTimestamp(order.initializedAt),
      closedAt: this.time(order.closedAt),
      reason,
      decision: this.#touch(order.touches.decision, instrument),
      send: this.#touch(order.touches.send, instrument),
      fills: order.fills.map(({ trade, touch }) => {
        return { trade, ...this.#touch(touch, instrument) };
      }),
    };
  }

  /** A position of `result.json`. */
  position({ key, qty, cost, realised, charges }: Position): JsonRecord {
    const instrument = this.#instrument(key.instrument);
    const { account, book, product, id } = key;
    return {
      account,
      book,
      instrument: key.instrument,
      product,
      id,
      qty: formatScaled(qty, instrument.sizePrecision),
      cost: formatScaledBigint(cost, notionalScale(instrument)),
      currency: instrument.currency,
      realised: this.money(realised),
      charges: this.money(charges),
    };
  }

  /** A flat position of `result.json`. */
  closedPosition(position: Position): JsonRecord {
    const { account, book, instrument, product, id } = this.position(position);
    return { account, book, instrument, product, id, ...this.#earned(position) };
  }

  /** What a book has come to in an instrument, as in `result.json`. */
  realised({ account, book, instrument, ...earned }: RealisedTotal): JsonRecord {
    return { account, book, instrument, ...this.#earned(earned) };
  }

  #earned({ realised, charges }: Pick<RealisedTotal, 'realised' | 'charges'>): JsonRecord {
    const net = money(realised.amount - charges.amount, realised.currency);
    return {
      realised: this.money(realised),
      charges: this.money(charges),
      net: this.money(net),
    };
  }

  /** The market as it was seen; null where it never was. */
  #touch(touch: Touch | null, { pricePrecision }: Instrument): JsonRecord | null {
    if (touch === null) return null;
    const [bid = '', ask = '', mid = ''] = this.#touchCells(touch, pricePrecision);
    const orNull = (text: string): string | null => (text === '' ? null : text);
    return { at: this.time(touch.at), bid: orNull(bid), ask: orNull(ask), mid: orNull(mid) };
  }

  /** Bid, ask and their middle, blank where unknown; half a unit takes one place more. */
  #touchCells({ bid, ask, mid2 }: Touch, precision: number): readonly string[] {
    const text = (price: Price | null): string =>
      price === null ? '' : formatScaled(price, precision);
    const mid = mid2 === null ? '' : formatScaledBigint(BigInt(mid2) * 5n, precision + 1);
    return [text(bid), text(ask), mid];
  }

  #instrument(id: Instrument['id']): Instrument {
    const instrument = this.#instruments.find(id);
    assert(instrument !== undefined, `instrument ${id} is not of this run`);
    return instrument;
  }
}

/** Σ price × quantity over the quantity: the size's scale falls out, the price's stays. */
function averagePrice(
  { filled, filledValue }: Order,
  { pricePrecision }: Instrument,
): string | null {
  if (filled === 0) return null;
  const dividend = filledValue * powerOfTen(AVERAGE_EXTRA_PLACES);
  const average = divideRounded(dividend, BigInt(filled), 'halfEven');
  return formatScaledBigint(average, pricePrecision + AVERAGE_EXTRA_PLACES);
}
