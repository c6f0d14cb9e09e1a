import {
  assertNever,
  ok,
  toBrokerOrderId,
  toQuantity,
  type AccountId,
  type LedgerScales,
  type OrderId,
  type Timestamp,
} from 'argosy/core';
import type { Fill, InstrumentTable, Order, OrderRequest, Report, ReportBody } from 'argosy/domain';
import type { BrokerAnswer, BrokerFill, BrokerOrder, BrokerQuery } from 'argosy/reconciliation';
import type { RecoveredAccount } from '@argosy/bridge';

import { PaperPurse } from './paper-purse.ts';

/** How many orders that are over an account keeps; the oldest are forgotten first. */
export const CLOSED_ORDERS_MAX = 50_000;

type Kept = { -readonly [Key in keyof BrokerOrder]: BrokerOrder[Key] };
type Ledger = {
  /** By our id; in order of arrival. */
  readonly orders: Map<OrderId, Kept>;
  readonly fills: Map<OrderId, BrokerFill[]>;
  readonly purse: PaperPurse;
  closed: number;
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
    const { orders, fills, purse } = this.#ledgerOf(account);
    switch (query.type) {
      case 'orders':
        return { type: 'orders', result: ok([...orders.values()].map((one) => ({ ...one }))) };
      case 'fills':
        return { type: 'fills', result: ok([...fills.values()].flat()) };
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
    const ledger: Ledger = { orders: new Map(), fills: new Map(), purse, closed: 0 };
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
    ledger.orders.set(id, {
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
    });
    if (!isTaken) this.#close(ledger);
  }

  #change(ledger: Ledger, kept: Kept, body: ReportBody): void {
    switch (body.type) {
      case 'canceled':
        Object.assign(kept, { state: 'canceled', reason: body.reason });
        return this.#close(ledger);
      case 'expired':
        kept.state = 'expired';
        return this.#close(ledger);
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
    this.#close(ledger);
  }

  /** One more is over: where too many are kept, the oldest that is over leaves with its fills. */
  #close(ledger: Ledger): void {
    ledger.closed += 1;
    if (ledger.closed <= CLOSED_ORDERS_MAX) return;
    for (const [id, { state }] of ledger.orders) {
      if (state === 'working' || state === 'triggered') continue;
      ledger.orders.delete(id);
      ledger.fills.delete(id);
      ledger.closed -= 1;
      return;
    }
  }
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
