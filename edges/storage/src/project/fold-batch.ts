import {
  assert,
  assertNever,
  BinaryWriter,
  encodeVersioned,
  type InputNumber,
  type Timestamp,
} from 'argosy/core';
import {
  inputCodec,
  type Command,
  type OrderEvent,
  type Order,
  type TradingEvent,
} from 'argosy/domain';
import type { JournalRecord } from '@argosy/journal';
import { createOrder, evolveOrder } from 'argosy/orders';

import {
  addEquity,
  addFloor,
  addLimit,
  addMargin,
  addPosition,
  addState,
  addStatus,
} from './account-rows.ts';
import { Changes } from './changes.ts';
import type { KeptRows } from './kept-rows.ts';
import { addEntry, addHold, addReservation, type LedgerSides } from './ledger-rows.ts';
import { addAnomaly, addOrderEvent, addOutcome, orderRow } from './order-rows.ts';
import type { Placed } from './placed.ts';

/** What a batch is folded onto: the orders and balances that it touches, as they were before it. */
export type FoldState = {
  readonly orders: KeptRows<Order>;
  readonly ledger: KeptRows<LedgerSides>;
};

/** What must be known before a batch can be folded. */
export type FoldNeeds = {
  readonly orders: ReadonlySet<string>;
  readonly ledgerAccounts: ReadonlySet<string>;
};

/** What a batch is about that was not born in it. */
export function needsOf(records: readonly JournalRecord[]): FoldNeeds {
  const orders = new Set<string>();
  const born = new Set<string>();
  const ledgerAccounts = new Set<string>();
  for (const { entry } of records) {
    if (entry.kind === 'input') continue;
    const { event } = entry;
    if (event.kind === 'entry') for (const leg of event.legs) ledgerAccounts.add(leg.ledgerAccount);
    if (event.kind !== 'order') continue;
    if (event.change.type === 'initialized') born.add(event.order);
    else if (!born.has(event.order)) orders.add(event.order);
  }
  return { orders, ledgerAccounts };
}

/** The last event of a batch: which input caused it, and when it was taken in. */
export type BatchEnd = { readonly number: InputNumber; readonly at: Timestamp };

/** Folds records into rows, by the kernel's own folds. */
export class BatchFold {
  readonly changes: Changes = new Changes();
  readonly #shard: string;
  readonly #state: FoldState;
  readonly #touched = new Map<string, Order>();
  readonly #writer = new BinaryWriter();
  #end: BatchEnd | null = null;

  constructor(shard: string, state: FoldState) {
    this.#shard = shard;
    this.#state = state;
  }

  /** The last event so far; null before the first. */
  get end(): BatchEnd | null {
    return this.#end;
  }

  /** Folds a record in. */
  take({ entry, account }: JournalRecord): void {
    if (entry.kind === 'input') {
      if (entry.input.kind === 'command') {
        this.#addCommand(entry.number, entry.input, account);
      }
      return;
    }
    const { event } = entry;
    this.#end = { number: event.number, at: event.receivedAt };
    this.#addEvent({ shard: this.#shard, account, event });
  }

  /** The orders that the batch has touched, as rows. */
  finish(): void {
    for (const order of this.#touched.values()) {
      this.changes.put('orders', orderRow(this.#shard, order, this.#writer));
    }
  }

  #addEvent(placed: Placed<TradingEvent>): void {
    const { changes } = this;
    const { event } = placed;
    switch (event.kind) {
      case 'order':
        this.#addOrder({ ...placed, event });
        return;
      case 'execution':
        addOrderEvent(changes, { ...placed, event }, this.#writer);
        return;
      case 'entry':
        addEntry(changes, { ...placed, event }, this.#state.ledger);
        return;
      case 'hold':
        addHold(changes, { ...placed, event });
        return;
      case 'reservation':
        addReservation(changes, { ...placed, event });
        return;
      case 'anomaly':
        addAnomaly(changes, { ...placed, event });
        return;
      case 'position':
      case 'account':
      case 'status':
      case 'floor':
      case 'limit':
      case 'equity':
      case 'margin':
        this.#addAccountEvent({ ...placed, event });
        return;
      default:
        assertNever(event);
    }
  }

  #addAccountEvent(placed: Placed<AccountKinds>): void {
    const { changes } = this;
    const { event } = placed;
    switch (event.kind) {
      case 'position':
        addPosition(changes, { ...placed, event });
        return;
      case 'account':
        addState(changes, { ...placed, event });
        return;
      case 'status':
        addStatus(changes, { ...placed, event });
        return;
      case 'floor':
        addFloor(changes, { ...placed, event });
        return;
      case 'limit':
        addLimit(changes, { ...placed, event });
        return;
      case 'equity':
        addEquity(changes, { ...placed, event });
        return;
      case 'margin':
        addMargin(changes, { ...placed, event });
        return;
      default:
        assertNever(event);
    }
  }

  #addOrder(placed: Placed<OrderEvent>): void {
    const { event } = placed;
    const { orders } = this.#state;
    const before = orders.get(event.order);
    let order: Order;
    if (event.change.type === 'initialized') order = createOrder(event);
    else {
      assert(before !== undefined, `order ${event.order} is told of before it begins`);
      order = evolveOrder(before, event);
    }
    orders.set(event.order, order);
    this.#touched.set(event.order, order);
    addOrderEvent(this.changes, placed, this.#writer);
    addOutcome(this.changes, placed, order);
  }

  #addCommand(number: InputNumber, command: Command, account: string | null): void {
    this.changes.insert('commands', {
      shard: this.#shard,
      number: BigInt(number),
      origin: command.origin,
      strategy: command.strategy,
      type: command.body.type,
      account,
      at: BigInt(command.at),
      body: encodeVersioned(inputCodec, command, this.#writer),
    });
  }
}

type AccountKinds = Exclude<
  TradingEvent,
  { readonly kind: 'order' | 'execution' | 'entry' | 'hold' | 'reservation' | 'anomaly' }
>;
