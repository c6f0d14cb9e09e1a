import {
  assertNever,
  ok,
  Ring,
  toBrokerOrderId,
  toQuantity,
  type AccountId,
  type LedgerScales,
  type OrderId,
  type Timestamp,
} from 'argosy/core';
import type { Fill, InstrumentTable, Order, OrderRequest, Report, ReportBody } from 'argosy/domain';
import type {
  BrokerAnswer,
  BrokerFill,
  BrokerMark,
  BrokerOrder,
  BrokerQuery,
} from 'argosy/reconciliation';
import type { RecoveredAccount } from '@argosy/bridge';

import { PaperPurse } from './paper-purse.ts';

/** How many orders that are over an account keeps; the oldest are forgotten first. */
export const CLOSED_ORDERS_MAX = 50_000;

type Kept = { -readonly [Key in keyof BrokerOrder]: BrokerOrder[Key] };
type Ledger = {
  /** By our id; in order of arrival. */
  readonly orders: Map<OrderId, Kept>;
  /** Those of them that are not over. */
  readonly working: Map<OrderId, Kept>;
  readonly fills: Map<OrderId, BrokerFill[]>;
  readonly purse: PaperPurse;
  /** Those that are over, as they ended. */
  readonly over: Ring<Kept>;
  /** How many have ended, or changed after that: the mark of what was told by then. */
  ended: number;
};

/**
 * What the broker on paper has of each account: orders, fills, positions, cash. It is written by what the venue does, as
 * it does it, whether we have heard of it or not; so that whoever asks is told the truth of that side.
 */
export class PaperBooks {
  readonly #instruments: InstrumentTable;
  readonly #scales: LedgerScales;
  readonly #accounts = new Map<AccountId, Ledger>();
  /** Orders on their way to the venue, which has said nothing of them yet. */
  readonly #sent = new Map<string, OrderRequest>();

  constructor(instruments: InstrumentTable, scales: LedgerScales) {
    this.#instruments = instruments;
    this.#scales = scales;
  }

  /** Whether an order of this id has come here before. */
  has(account: AccountId, order: OrderId): boolean {
    return this.#sent.has(keyOf(account, order)) || this.#ledgerOf(account).orders.has(order);
  }

  /** Whether an order is on its way. */
  isExpected(account: AccountId, order: OrderId): boolean {
    return this.#sent.has(keyOf(account, order));
  }

  /** Notes an order on its way. */
  expect(request: OrderRequest): void {
    this.#sent.set(keyOf(request.account, request.id), request);
  }

  /** Notes what the venue has done. */
  note({ account, order, eventAt, body }: Report): void {
    const key = keyOf(account, order);
    const request = this.#sent.get(key);
    if (request !== undefined && (body.type === 'accepted' || body.type === 'rejected')) {
      this.#sent.delete(key);
      this.#keep(request, body, eventAt);
      return;
    }
    const ledger = this.#ledgerOf(account);
    const kept = ledger.orders.get(order);
    if (kept !== undefined) this.#change(ledger, kept, body);
  }

  /** Takes over what trading knows of an account; what was known of it before is forgotten. */
  restore({ account, orders, fills, positions, funds }: RecoveredAccount): void {
    const ledger = this.#open(account, { positions, funds });
    for (const order of orders) {
      const kept = keptOf(order);
      if (kept === null) continue;
      ledger.orders.set(order.request.id, kept);
      ledger.working.set(order.request.id, kept);
      const own = order.fills.map((fill) => fillOf(kept, fill));
      ledger.fills.set(order.request.id, own);
    }
    for (const fill of fills) {
      if (fill.order === null || ledger.orders.has(fill.order)) continue;
      const others = ledger.fills.get(fill.order) ?? [];
      ledger.fills.set(fill.order, [...others, fill]);
    }
  }

  /** The purse of an account. */
  purseOf(account: AccountId): PaperPurse {
    return this.#ledgerOf(account).purse;
  }

  /** Answers a question of the reconciler's. */
  answer(account: AccountId, query: BrokerQuery): BrokerAnswer {
    const ledger = this.#ledgerOf(account);
    const { orders, fills, purse } = ledger;
    switch (query.type) {
      case 'orders': {
        const listed = changedAfter(ledger, query.after).map((one) => ({ ...one }));
        return { type: 'orders', result: ok(listed), mark: ledger.ended };
      }
      case 'fills':
        return { type: 'fills', result: ok(fillsAfter(ledger, query.after)), mark: ledger.ended };
      case 'positions':
        return { type: 'positions', result: ok(purse.positions()) };
      case 'funds':
        return { type: 'funds', result: ok(purse.funds()) };
      case 'order': {
        const found = orders.get(query.order);
        const type = 'order';
        if (found === undefined) return { type, order: query.order, result: ok(null) };
        const own = fills.get(query.order) ?? [];
        return { type, order: query.order, result: ok({ order: { ...found }, fills: own }) };
      }
    }
  }

  #ledgerOf(account: AccountId): Ledger {
    return this.#accounts.get(account) ?? this.#open(account, { positions: [], funds: [] });
  }

  #open(account: AccountId, opening: Pick<RecoveredAccount, 'positions' | 'funds'>): Ledger {
    const purse = new PaperPurse(this.#instruments, this.#scales, opening);
    const ledger: Ledger = {
      orders: new Map(),
      working: new Map(),
      fills: new Map(),
      purse,
      over: new Ring(CLOSED_ORDERS_MAX),
      ended: 0,
    };
    this.#accounts.set(account, ledger);
    return ledger;
  }

  #keep(
    request: OrderRequest,
    body: Extract<ReportBody, { readonly type: 'accepted' | 'rejected' }>,
    at: Timestamp,
  ): void {
    const { account, id, instrument, product, side, qty, terms, tif } = request;
    const ledger = this.#ledgerOf(account);
    const isTaken = body.type === 'accepted';
    const kept: Kept = {
      brokerId: isTaken ? body.brokerId : toBrokerOrderId(`V-${id}`),
      order: id,
      instrument,
      product,
      side,
      qty,
      terms,
      tif,
      state: isTaken ? 'working' : 'rejected',
      filled: toQuantity(0),
      filledValue: 0n,
      reason: isTaken ? null : body.reason,
      placedAt: at,
    };
    ledger.orders.set(id, kept);
    if (isTaken) ledger.working.set(id, kept);
    else this.#close(ledger, kept);
  }

  #change(ledger: Ledger, kept: Kept, body: ReportBody): void {
    switch (body.type) {
      case 'canceled':
        Object.assign(kept, { state: 'canceled', reason: body.reason });
        return this.#close(ledger, kept);
      case 'expired':
        kept.state = 'expired';
        return this.#close(ledger, kept);
      case 'triggered':
        kept.state = 'triggered';
        return;
      case 'updated':
        kept.qty = body.qty;
        kept.terms = body.terms;
        return;
      case 'filled':
        return this.#fill(ledger, kept, body.fill);
      case 'accepted':
      case 'rejected':
      case 'modifyRejected':
      case 'cancelRejected':
      case 'busted':
      case 'unanswered':
      case 'external':
      case 'inferred':
      case 'unreadable':
        // Refused changes leave an order as it is, and the venue says nothing else of one that is known.
        return;
      default:
        return assertNever(body);
    }
  }

  #fill(ledger: Ledger, kept: Kept, fill: Omit<Fill, 'flags'>): void {
    const { order } = kept;
    if (order === null) return;
    kept.filled = toQuantity(kept.filled + fill.qty);
    kept.filledValue = (kept.filledValue ?? 0n) + BigInt(fill.price) * BigInt(fill.qty);
    const fills = ledger.fills.get(order) ?? [];
    fills.push(fillOf(kept, fill));
    ledger.fills.set(order, fills);
    ledger.purse.trade(kept, fill);
    if (kept.filled < kept.qty) return;
    kept.state = 'filled';
    this.#close(ledger, kept);
  }

  /** One more is over: where too many are kept, the oldest that is over leaves with its fills. */
  #close(ledger: Ledger, kept: Kept): void {
    const { orders, working, fills, over } = ledger;
    const oldest = over.size === over.capacity ? over.at(over.size - 1)?.order : null;
    if (oldest !== null && oldest !== undefined) {
      orders.delete(oldest);
      fills.delete(oldest);
    }
    over.push(kept);
    ledger.ended += 1;
    if (kept.order !== null) working.delete(kept.order);
  }
}

/** All orders, or those at work and what has ended behind a mark, each once. */
function changedAfter(ledger: Ledger, after: BrokerMark | undefined): readonly Kept[] {
  const { orders, working, over, ended } = ledger;
  const count = after === undefined ? Number.POSITIVE_INFINITY : ended - after;
  if (count < 0 || count > over.size) return [...orders.values()];
  const changed = new Set(working.values());
  for (let ago = count - 1; ago >= 0; ago -= 1) {
    const kept = over.at(ago);
    if (kept !== undefined) changed.add(kept);
  }
  return [...changed];
}

/** All fills, or those of the orders that are listed behind a mark. */
function fillsAfter(ledger: Ledger, after: BrokerMark | undefined): readonly BrokerFill[] {
  const { fills } = ledger;
  if (after === undefined) return [...fills.values()].flat();
  return changedAfter(ledger, after).flatMap(({ order }) =>
    order === null ? [] : (fills.get(order) ?? []),
  );
}

/** An order that reached the venue and works there, as far as was heard; null for every other. */
function keptOf(order: Order): Kept | null {
  const { request, brokerId, closedAt, qty, terms, filled, filledValue } = order;
  if (brokerId === null || closedAt !== null) return null;
  const { id, instrument, product, side, tif } = request;
  const state = order.state === 'TRIGGERED' ? 'triggered' : 'working';
  const asked = { brokerId, order: id, instrument, product, side, qty, terms, tif, state } as const;
  return { ...asked, filled, filledValue, reason: null, placedAt: order.initializedAt };
}

function fillOf({ brokerId, order }: Kept, fill: Omit<Fill, 'flags'>): BrokerFill {
  return { brokerId, order, fill };
}

function keyOf(account: AccountId, order: OrderId): string {
  return `${account}/${order}`;
}
