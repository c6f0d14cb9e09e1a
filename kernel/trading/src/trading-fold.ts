import { assertNever, type AccountId, type BookId, type OrderId } from 'argosy/core';
import {
  positionKeyText,
  type HoldEvent,
  type Order,
  type OrderEvent,
  type OrderLink,
  type OrderRequest,
  type PositionEvent,
  type TradingEvent,
} from 'argosy/domain';
import { LedgerBook, PositionTable, UnitTable } from 'argosy/ledger';
import { ExecutionTable, isClosed, isSizedByList } from 'argosy/orders';
import { RecentOrders, SeenOrderIds, SetLimits } from 'argosy/risk';

import { AccountStore } from './accounts/account-store.ts';
import { ActivityTable } from './accounts/activity-table.ts';
import { EmulatedOrders } from './emulation/emulated-orders.ts';
import { OpeningOrders } from './emulation/opening-orders.ts';
import { OrderClocks } from './emulation/order-clocks.ts';
import { CarryTable } from './accounts/carry-table.ts';
import { EquityTable } from './losses/equity-table.ts';
import { ExitTable } from './lists/exit-table.ts';
import { ListTable, type ListedChange } from './lists/list-table.ts';
import { ReduceOnlyTable } from './lists/reduce-only-table.ts';
import { MarginTable } from './margin/margin-table.ts';
import { OpenOrderIndex } from './orders/open-order-index.ts';
import { OpenValues } from './orders/open-values.ts';
import { OrderAmounts } from './orders/order-amounts.ts';
import { OrderStore } from './orders/order-store.ts';
import { positionKeyOf } from './positions/position-key.ts';
import { CounterTable } from './trading-counters.ts';
import { tradingDefaults, type TradingConfig } from './trading-config.ts';
import type { TradingFoldState } from './trading-fold-state.ts';

/**
 * All that the machine knows from its own events, and only from them: whoever folds the same
 * events knows the same. It decides nothing.
 */
export class TradingFold {
  readonly orders: OrderStore;
  /** The open orders once more, by account and instrument. */
  readonly working: OpenOrderIndex = new OpenOrderIndex();
  /** Those of them that wait here for a price, by that price. */
  readonly emulated: EmulatedOrders;
  /** Those that have waited here for an opening, and left. */
  readonly openings: OpeningOrders;
  /** When those end that their venue does not end. */
  readonly clocks: OrderClocks;
  /** What the open orders are worth, for the limit of it. */
  readonly openValues: OpenValues;
  /** What the orders of each book have set aside. */
  readonly bookHolds: OrderAmounts = new OrderAmounts();
  readonly positions: PositionTable = new PositionTable();
  /** What corporate actions have made of the units that orders and fills of before are in. */
  readonly units: UnitTable = new UnitTable();
  readonly accounts: AccountStore;
  /** The limits that were set while the firm trades. */
  readonly limits: SetLimits = new SetLimits();
  readonly lists: ListTable = new ListTable();
  readonly exits: ExitTable = new ExitTable();
  readonly book: LedgerBook;
  readonly seenIds: SeenOrderIds = new SeenOrderIds();
  readonly recent: RecentOrders;
  readonly activity: ActivityTable;
  /** The points that losses are counted from. */
  readonly equity: EquityTable;
  /** The parent orders. */
  readonly executions: ExecutionTable = new ExecutionTable();
  /** How accounts stand to the margin they have to keep. */
  readonly margins: MarginTable = new MarginTable();
  /** Up to which night what it costs is booked. */
  readonly carries: CarryTable = new CarryTable();
  readonly reduceOnly: ReduceOnlyTable = new ReduceOnlyTable();
  readonly counters: CounterTable = new CounterTable();
  /** The order whose fill is still to show in its position. */
  #openFill: OrderId | null = null;
  /** The order whose bust is still to show in its position. */
  #openBust: OrderId | null = null;

  constructor(config: TradingConfig) {
    this.orders = new OrderStore(config.closedOrdersMax ?? tradingDefaults.closedOrdersMax);
    this.openValues = new OpenValues(config);
    this.emulated = new EmulatedOrders(config.instruments);
    this.openings = new OpeningOrders(config.limits);
    this.clocks = new OrderClocks(config);
    this.accounts = new AccountStore(config.accounts, config.instruments);
    this.activity = new ActivityTable(config.dayOffset ?? 0);
    this.equity = new EquityTable(config.dayOffset ?? 0);
    const onMargin = config.accounts.filter(({ kind }) => kind === 'margin').map(({ id }) => id);
    const awaitsReceipts = config.accounts
      .filter(({ settlement }) => settlement?.receipts === 'payOnSettlement')
      .map(({ id }) => id);
    this.book = new LedgerBook({
      onMargin: new Set(onMargin),
      awaitsReceipts: new Set(awaitsReceipts),
    });
    this.recent = new RecentOrders(config.recentOrdersMax ?? tradingDefaults.recentOrdersMax);
  }

  /** Folds an event in. */
  apply(event: TradingEvent): void {
    this.counters.apply(event);
    switch (event.kind) {
      case 'order':
        this.#applyOrder(event);
        break;
      case 'entry':
        this.book.apply(event);
        this.activity.applyEntry(event);
        this.units.apply(event);
        this.carries.apply(event);
        this.equity.touch(event.account);
        break;
      case 'hold':
        this.book.apply(event, this.#positionOf(event));
        this.#countHold(event.order);
        break;
      case 'reservation':
      case 'floor':
        this.book.apply(event);
        break;
      case 'status':
        this.book.apply(event);
        this.accounts.applyStatus(event);
        break;
      case 'position':
        this.#applyPosition(event);
        break;
      case 'account':
        this.accounts.apply(event);
        break;
      case 'limit':
        this.limits.apply(event);
        if (event.limit === 'openValue') this.#wantOpenValues();
        break;
      case 'equity':
        this.equity.apply(event);
        break;
      case 'execution':
        this.executions.apply(event);
        if (event.change.type === 'began') this.seenIds.note(event.execution);
        break;
      case 'margin':
        this.margins.apply(event);
        break;
      case 'anomaly':
        break;
      default:
        assertNever(event);
    }
  }

  /** Forgets what is over at the end of a turn, where the turn was folded and not decided. */
  settled(): void {
    const { lists, exits, reduceOnly } = this;
    for (let list = lists.takeTouched(); list !== null; list = lists.takeTouched()) {
      if (lists.membersOf(list).every((id) => this.#isOver(id))) this.dropList(list);
    }
    while (exits.takeTouched() !== null);
    for (let ids = reduceOnly.takeTouched(); ids !== null; ids = reduceOnly.takeTouched()) {
      for (const id of ids) {
        const order = this.orders.find(id);
        if (order !== undefined && isClosed(order)) reduceOnly.forget(order.request);
      }
    }
  }

  /** Forgets a list of which every order is closed. */
  dropList(list: OrderId): void {
    this.exits.drop(list, this.lists.membersOf(list));
    this.lists.drop(list);
  }

  /** Whether an order is closed; one that is not kept any more is. */
  #isOver(id: OrderId): boolean {
    const order = this.orders.find(id);
    return order === undefined || isClosed(order);
  }

  /** The state as plain data. */
  exportState(): TradingFoldState {
    return {
      orders: this.orders.exportState(),
      lists: this.lists.exportState(),
      exits: this.exits.exportState(),
      positions: this.positions.exportState(),
      units: this.units.exportState(),
      accounts: this.accounts.exportState(),
      limits: this.limits.exportState(),
      book: this.book.exportState(),
      seenIds: this.seenIds.exportState(),
      recent: this.recent.exportState(),
      activity: this.activity.exportState(),
      equity: this.equity.exportState(),
      executions: this.executions.exportState(),
      margins: this.margins.exportState(),
      carries: this.carries.exportState(),
      reduceOnly: this.reduceOnly.exportState(),
      clocks: this.clocks.exportState(),
      counters: this.counters.exportState(),
    };
  }

  /** Takes the place of all that was folded so far. */
  importState(state: TradingFoldState): void {
    this.orders.importState(state.orders);
    this.lists.importState(state.lists);
    this.exits.importState(state.exits);
    this.positions.importState(state.positions);
    this.units.importState(state.units);
    this.accounts.importState(state.accounts);
    this.limits.importState(state.limits);
    if (state.limits.some(({ limit }) => limit === 'openValue')) this.openValues.want();
    this.book.importState(state.book);
    for (const standing of this.book.standings()) this.accounts.applyStatus(standing);
    this.seenIds.importState(state.seenIds);
    this.recent.importState(state.recent);
    this.activity.importState(state.activity);
    this.equity.importState(state.equity);
    this.executions.importState(state.executions);
    this.margins.importState(state.margins);
    this.carries.importState(state.carries);
    this.reduceOnly.importState(state.reduceOnly);
    this.clocks.importState(state.clocks);
    this.counters.importState(state.counters);
    this.#openFill = null;
    this.#openBust = null;
    this.#rebuild();
  }

  /** Makes anew what is known of the open orders besides. */
  #rebuild(): void {
    this.working.clear();
    this.emulated.clear();
    this.openings.clear();
    this.openValues.clear();
    this.bookHolds.clear();
    for (const order of this.orders.open()) this.#index(order);
    for (const { order } of this.book.holds()) this.#countHold(order);
    for (const list of this.lists.names()) this.#placeExits(list);
  }

  #placeExits(list: OrderId): void {
    for (const id of this.lists.membersOf(list)) {
      const order = this.exits.isCandidate(id) ? this.orders.find(id) : undefined;
      if (order !== undefined) this.exits.place(list, order.request);
    }
  }

  /** What is worth nothing to know while no limit asks for it is made up for. */
  #wantOpenValues(): void {
    this.openValues.want();
    for (const order of this.orders.open()) this.openValues.note(order);
  }

  #index(order: Order): void {
    this.clocks.note(order);
    // What a part may trade is counted with the whole.
    if (this.executions.wholeOf(order.request.id) !== undefined) return;
    this.working.note(order, this.orders.coveredQty(order));
    this.emulated.note(order);
    this.openings.note(order);
    this.openValues.note(order);
  }

  #countHold(order: OrderId): void {
    const hold = this.book.holdOf(order);
    if (hold === undefined) {
      this.bookHolds.set(order, null);
      return;
    }
    const { account, book } = this.#requestOf(order);
    this.bookHolds.set(order, { name: bookText(account, book), money: hold.money });
  }

  #applyOrder(event: OrderEvent): void {
    const { order, change } = event;
    const askedQty = this.orders.askedQty(order);
    const before = this.executions.isChild(order) ? this.orders.find(order) : undefined;
    this.orders.apply(event);
    const now = this.orders.get(order);
    this.executions.applyOrder(event, before, now);
    this.#index(now);
    const { request } = now;
    const { link } = request;
    const whole = this.executions.wholeOf(order);
    if (link !== null) this.#applyListed(request, link, { order, change, askedQty });
    if (whole !== undefined) this.activity.applyOrder(event, { ...request, link: whole.link });
    // What is asked of one that is out in parts is no message to a broker.
    else if (now.state !== 'IN_PARTS') this.activity.applyOrder(event, request);
    this.margins.applyOrder(event, request);
    if (whole === undefined) this.reduceOnly.applyOrder(event, request);
    this.#noteSending(event, request);
    // A part's fill is told of its whole before it shows in their position.
    if (change.type !== 'partFilled' && change.type !== 'partBusted') {
      this.#openFill = change.type === 'filled' ? order : null;
      this.#openBust = change.type === 'busted' ? order : null;
    }
  }

  #noteSending({ order, change: { type }, receivedAt }: OrderEvent, request: OrderRequest): void {
    if (type === 'initialized') this.seenIds.note(order);
    else if (isSending.has(type)) this.recent.note(request, receivedAt);
  }

  #applyListed(request: OrderRequest, link: OrderLink, what: Omit<ListedChange, 'link'>): void {
    const { type } = what.change;
    const isBust = type === 'busted' || type === 'partBusted';
    if (isBust && isSizedByList(request)) this.#revive(link.list);
    this.lists.apply({ ...what, link });
    this.exits.note(link.list);
    if (type === 'initialized') this.#placeExit(request, link);
  }

  /** A bust may open an order again whose list is over and forgotten. */
  #revive(list: OrderId): void {
    if (this.lists.membersOf(list).length > 0) return;
    const kept = this.orders.listed(list);
    this.lists.revive(list, kept);
    for (const id of kept) {
      const { request } = this.orders.get(id);
      if (request.link !== null) this.#placeExit(request, request.link);
    }
  }

  #placeExit(request: OrderRequest, link: OrderLink): void {
    if (link.parent === null) {
      // Others that only reduce shrink with their position by themselves; these the list sizes.
      if (request.reduceOnly && isSizedByList(request)) this.exits.addAlone(link.list, request);
      return;
    }
    const parent = this.orders.find(link.parent);
    if (parent !== undefined) this.exits.add(link.list, request, parent.request);
  }

  #applyPosition(event: PositionEvent): void {
    const before = this.positions.apply(event);
    const key = positionKeyText(event.key);
    this.reduceOnly.touch(key);
    this.exits.touch(key);
    this.lists.forgive(this.exits.listsOf(key));
    if (this.#openBust !== null) this.#noteReopening(event.qty);
    if (this.#openFill === null) return;
    this.orders.noteFillCost(this.#openFill, event.cost - (before?.cost ?? 0n));
    this.#noteOpening(this.#wholeOf(this.#openFill), before?.qty ?? 0, event.qty);
    this.#openFill = null;
  }

  /** A fill that makes its side of a position larger opens; what closes it again is an exit. */
  #noteOpening({ id, link, side }: OrderRequest, before: number, after: number): void {
    const sign = side === 'buy' ? 1 : -1;
    if (link === null || sign * after <= Math.max(0, sign * before)) return;
    for (const member of this.lists.membersOf(link.list)) {
      const isChild = this.orders.find(member)?.request.link?.parent === id;
      if (isChild) this.exits.confirm(member);
    }
  }

  /** What comes back with a bust and can be closed once more was closed by it: it is an exit. */
  #noteReopening(after: number): void {
    if (this.#openBust === null) return;
    const { id, side } = this.#wholeOf(this.#openBust);
    if (side === 'sell' ? after > 0 : after < 0) this.exits.confirm(id);
    this.#openBust = null;
  }

  /** What was asked for that an order is, or is a part of. */
  #wholeOf(order: OrderId): OrderRequest {
    return this.executions.wholeOf(order) ?? this.orders.get(order).request;
  }

  /** Only what a sale sets aside belongs to a position; a hold keeps the one it was placed with. */
  #positionOf({ order, qty }: HoldEvent): string | null {
    return qty === 0 ? null : positionKeyText(positionKeyOf(this.#requestOf(order)));
  }

  /** Of what holds something: an order, or a parent that was asked for as one. */
  #requestOf(order: OrderId): OrderRequest {
    return this.orders.find(order)?.request ?? this.executions.get(order).request;
  }
}

/** What leaves, or waits here to leave, counts among what was sent of late. */
const isSending: ReadonlySet<string> = new Set(['submitted', 'emulated', 'divided']);

/** The name under which a book's holds are summed. */
export function bookText(account: AccountId, book: BookId): string {
  return `${account}/${book}`;
}
