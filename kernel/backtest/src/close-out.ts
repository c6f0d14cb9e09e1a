import {
  BACKTEST_SESSION,
  ledgerScaleOf,
  OrderIdFactory,
  toPrice,
  toQuantity,
  toTradeId,
  TRADING_ORIGIN,
  type LedgerScales,
  type OrderId,
  type Price,
  type Timestamp,
} from 'argosy/core';
import {
  toInputNumber,
  type Fill,
  type Instrument,
  type InstrumentTable,
  type OrderRequest,
  type Position,
} from 'argosy/domain';
import type { Portfolio } from 'argosy/engine';
import type { FeeModel } from 'argosy/matching';
import { isOpen } from 'argosy/orders';
import type { Shard } from 'argosy/shard';
import type { TradingMachine } from 'argosy/trading';

/** What closing out works with. */
export type CloseOutParts = {
  readonly instruments: InstrumentTable;
  readonly scales: LedgerScales;
  readonly fees: FeeModel;
  readonly portfolio: Portfolio;
  readonly trading: TradingMachine;
  readonly shard: Shard;
};

/**
 * Ends every open order, which may hold what is to be sold, and closes every open position at its
 * last mark, each by a market order of trading's own that fills there and pays its charges. A position whose instrument never had a price stays, and so does one
 * whose order a check turns away.
 */
export function closeOut(parts: CloseOutParts, now: Timestamp): void {
  const ids = new OrderIdFactory({
    session: BACKTEST_SESSION,
    origin: TRADING_ORIGIN,
    lastCounter: -1,
  });
  endOrders(parts, now);
  const open = parts.trading.positions().filter(({ qty }) => qty !== 0);
  for (const position of open) closeOne(parts, position, { id: ids.next(), now });
}

/** What waits inside ends at the command, what is at the venue with the venue's word. */
function endOrders({ trading, shard }: CloseOutParts, now: Timestamp): void {
  const sender = { origin: TRADING_ORIGIN, strategy: null, readTo: toInputNumber(0), at: now };
  const reason = 'closed at the end';
  for (const { request, state } of trading.executions()) {
    // A parent that works on would send another child for each that ends.
    if (state === 'ended') continue;
    shard.take(
      { kind: 'command', ...sender, body: { type: 'cancel', order: request.id } },
      now,
      -1,
    );
  }
  for (const { request } of trading.openOrders()) {
    const { account, id } = request;
    if (!isStillOpen(trading, id)) continue;
    shard.take({ kind: 'command', ...sender, body: { type: 'cancel', order: id } }, now, -1);
    if (!isStillOpen(trading, id)) continue;
    const body = { type: 'canceled', reason } as const;
    shard.take(
      { kind: 'report', account, order: id, eventAt: now, availableAt: now, body },
      now,
      -1,
    );
  }
}

function isStillOpen(trading: TradingMachine, id: OrderId): boolean {
  const order = trading.order(id);
  return order !== undefined && isOpen(order);
}

function closeOne(
  parts: CloseOutParts,
  position: Position,
  { id, now }: { readonly id: OrderId; readonly now: Timestamp },
): void {
  const { instruments, portfolio, trading, shard } = parts;
  const index = instruments.indexOf(position.key.instrument);
  const mark2 = index === undefined ? null : portfolio.mark2(index);
  if (index === undefined || mark2 === null) return;
  const instrument = instruments.at(index);
  const request = requestOf(position, id);
  const price = priceOf(mark2, request.side, instrument);
  const touch = { bid: null, ask: null, mid2: mark2, at: now };
  const sender = { origin: TRADING_ORIGIN, strategy: null, readTo: toInputNumber(0), at: now };
  shard.take({ kind: 'command', ...sender, body: { type: 'submit', request, touch } }, now, -1);
  if (trading.order(id)?.state !== 'SUBMITTED') return;
  const { account } = request;
  const fill = fillOf(parts, { request, instrument, price, now });
  const body = { type: 'filled', fill } as const;
  shard.take({ kind: 'report', account, order: id, eventAt: now, availableAt: now, body }, now, -1);
}

function requestOf({ key, qty }: Position, id: OrderId): OrderRequest {
  const { account, book, instrument, product, id: position } = key;
  return {
    id,
    account,
    book,
    strategy: null,
    instrument,
    product,
    position,
    side: qty > 0 ? 'sell' : 'buy',
    qty: toQuantity(Math.abs(qty)),
    terms: { type: 'market' },
    tif: 'GTC',
    reduceOnly: true,
    link: null,
    algo: null,
    tag: 'closed at the end',
  };
}

/** A mark between two ticks is rounded against the position. */
function priceOf(mark2: number, side: OrderRequest['side'], { tick }: Instrument): Price {
  const ticks = mark2 / (2 * tick);
  return toPrice(Math.max(1, side === 'sell' ? Math.floor(ticks) : Math.ceil(ticks)) * tick);
}

function fillOf(
  { fees, scales }: CloseOutParts,
  of: {
    readonly request: OrderRequest;
    readonly instrument: Instrument;
    readonly price: Price;
    readonly now: Timestamp;
  },
): Omit<Fill, 'flags'> {
  const { request, instrument, price, now } = of;
  const { id, side, qty, product } = request;
  const scale = ledgerScaleOf(scales, instrument.currency);
  const liquidity = 'taker';
  return {
    trade: toTradeId(`${id}-1`),
    qty,
    price,
    fee: fees.compute({ instrument, side, qty, price, product, liquidity, at: now }, scale),
    liquidity,
    touch: { bid: null, ask: null, mid2: 2 * price, at: now },
    at: now,
  };
}
