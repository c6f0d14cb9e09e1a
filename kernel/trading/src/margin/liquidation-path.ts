import {
  assert,
  BACKTEST_SESSION,
  OrderIdFactory,
  toOriginCode,
  toQuantity,
  type AccountId,
  type OriginCode,
} from 'argosy/core';
import {
  positionKeyText,
  toInputNumber,
  type Command,
  type Order,
  type OrderRequest,
  type Position,
} from 'argosy/domain';
import { planLiquidation, type Closable, type Closing, type MaintenanceTerms } from 'argosy/risk';

import type { AccountRecord } from '../accounts/account-store.ts';
import { cancelOpen } from '../orders/cancel-open.ts';
import { windDownExecutions } from '../executions/wind-down.ts';
import { isLiquidation, LIQUIDATION_TAG } from './margin-table.ts';
import { submitOrder } from '../orders/submit-path.ts';
import type { TradingParts } from '../trading-parts.ts';

/** The origin of orders that close a position for want of margin; their ids have it. */
const LIQUIDATION_ORIGIN: OriginCode = toOriginCode('0LIQ');
const REASON = 'there is too little margin';

/** An account that has too little, with its figures in its base currency. */
export type ShortAccount = {
  readonly account: AccountRecord;
  readonly terms: MaintenanceTerms;
  readonly equity: bigint;
  readonly bound: bigint;
};

/**
 * What works in an account goes first: it would open, or be in the way of what has to be closed. Whether
 * anything still works.
 */
function cancelWorking(parts: TradingParts, account: AccountId): boolean {
  const isOurs = ({ request }: Pick<Order, 'request'>): boolean =>
    request.account === account && !isLiquidation(request);
  windDownExecutions(parts, isOurs, REASON);
  for (const order of parts.fold.orders.open()) {
    if (isOurs(order) && order.pending !== 'cancel') cancelOpen(parts, order, REASON);
  }
  return parts.fold.orders.open().some(isOurs);
}

/**
 * Sends what the terms say is to be closed now, at the market, each with an order that only reduces.
 * While one of ours is on its way nothing more is sent; after one that came to nothing, not at once. What
 * works is cancelled first, and waited for, but not for long: a broker may not answer. What cannot be traded
 * now waits for its session.
 */
export function closePositions(
  parts: TradingParts,
  { account, terms, equity, bound }: ShortAccount,
): void {
  const { fold, emitter } = parts;
  const { id } = account;
  if (!fold.margins.mayTry(id, emitter.now) || isUnderWay(parts, id)) return;
  if (cancelWorking(parts, id) && fold.margins.isPatient(id, emitter.now)) return;
  const closable = [...fold.positions.heldOf(account.id)].flatMap((position) => {
    return closableOf(parts, account, position) ?? [];
  });
  for (const closing of planLiquidation(closable, { equity, bound }, terms)) {
    closeOne(parts, closing);
  }
}

function isUnderWay({ fold }: TradingParts, account: AccountId): boolean {
  return fold.orders
    .open()
    .some(({ request }) => request.account === account && isLiquidation(request));
}

/** Null where it is flat, halted, its market is shut, or other orders are still to give it up. */
function closableOf(
  { config, fold, funds, touches, emitter }: TradingParts,
  account: AccountRecord,
  position: Position,
): Closable | null {
  const { qty, key } = position;
  const index = config.instruments.indexOf(key.instrument);
  if (qty === 0 || index === undefined || fold.working.closingQty(position) > 0) return null;
  const instrument = config.instruments.at(index);
  const status = touches.status(index);
  const isShut = status !== null && status !== 'open';
  if (isShut || config.calendars.get(instrument.calendar)?.isOpen(emitter.now) !== true) {
    return null;
  }
  const { state } = fold.accounts.restrictionOn({ ...key, strategy: null });
  if (state === 'HALTED') return null;
  const isBought = instrument.kind === 'option' && qty > 0;
  return { position, gain: funds.gainOf(account, position), lot: instrument.lot, isBought };
}

function closeOne(parts: TradingParts, { position, qty }: Closing): void {
  const { config, fold, touches, emitter } = parts;
  const index = config.instruments.indexOf(position.key.instrument);
  assert(index !== undefined, `position ${positionKeyText(position.key)} is of what trades here`);
  const origin = LIQUIDATION_ORIGIN;
  const lastCounter = fold.seenIds.lastCounter(BACKTEST_SESSION, origin);
  const ids = new OrderIdFactory({ session: BACKTEST_SESSION, origin, lastCounter });
  const request: OrderRequest = {
    id: ids.next(),
    account: position.key.account,
    book: position.key.book,
    strategy: null,
    instrument: position.key.instrument,
    product: position.key.product,
    position: position.key.id,
    side: position.qty > 0 ? 'sell' : 'buy',
    qty: toQuantity(qty),
    terms: { type: 'market' },
    tif: 'GTC',
    reduceOnly: true,
    link: null,
    algo: null,
    tag: LIQUIDATION_TAG,
  };
  const touch = touches.touch(index, emitter.now);
  const body = { type: 'submit', request, touch } as const;
  const sender = { origin, strategy: null, readTo: toInputNumber(0), at: emitter.now };
  const command: Command = { kind: 'command', ...sender, body };
  submitOrder(parts, command, body);
}
