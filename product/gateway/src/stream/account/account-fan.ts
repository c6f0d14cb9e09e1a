import { ArgosyError, type AccountId, type OrderId, type Result } from 'argosy/core';
import type { Order, OrderEvent, Position, TradingEvent } from 'argosy/domain';
import type { ChannelKind } from '@argosy/contract/stream';
import type { DeskFace, DeskSnapshot, Funds } from '@argosy/desk';
import type { Logger } from '@argosy/telemetry';

import { maySee, type Caller } from '../../auth/caller.ts';
import type { Scales } from '../../shape/amounts.ts';
import { orderShape } from '../../shape/order.ts';
import { fundsShape, positionShape } from '../../shape/position.ts';
import type { Channel, ChannelSource } from '../engine/channel-source.ts';
import type { FanOut } from '../engine/fan-out.ts';
import type { LogItem } from '../engine/log-channel.ts';
import { AccountChannels, isAccountKind, type AccountKind } from './account-channels.ts';
import { alertOf } from './alert-of.ts';
import { Asking } from './asking.ts';
import { fillItemOf } from './fill-item.ts';
import type { HeldMarks } from './held-marks.ts';
import { LateEvents } from './late-events.ts';
import { OrderFold } from './order-fold.ts';
import { PositionFold } from './position-fold.ts';

/** What a fan of accounts needs. */
export type AccountFanOptions = {
  readonly fanOut: FanOut;
  readonly scales: Scales;
  readonly desk: Pick<DeskFace, 'snapshot' | 'order' | 'funds'>;
  readonly marks: Pick<HeldMarks, 'begin' | 'of'>;
  readonly log: Logger;
  /** How long funds rest between two questions: each order moves them, and nobody reads them so fast, or none at all. */
  readonly rest?: (isHeard: boolean) => Promise<void>;
};

/** How many events may come before the snapshot does. */
const EARLY_EVENTS_MAX = 100_000;
/** How many orders that no longer work whoever begins to hear is told. */
const CLOSED_TOLD_MAX = 200;
const USER = 'stream';

/**
 * What happens on accounts as channels: `orders`, `fills`, `positions`, `funds` and `alerts` of each. It begins with a
 * snapshot of the desk and goes on by what trading says, folded as trading itself does.
 *
 * @example
 * await fan.begin(accounts);
 * fan.take(event);
 * fanOut.endBatch();
 */
export class AccountFan implements ChannelSource {
  readonly kinds: readonly ChannelKind[] = ['orders', 'fills', 'positions', 'funds', 'alerts'];
  readonly #options: AccountFanOptions;
  readonly #orders = new OrderFold();
  readonly #positions = new PositionFold();
  readonly #accounts = new Map<string, AccountChannels>();
  /** The funds of each account by currency, as they were told. */
  readonly #funds = new Map<AccountId, Map<string, string>>();
  readonly #late = new LateEvents();
  readonly #askFunds: Asking<AccountId, readonly Funds[]>;
  readonly #askOrder: Asking<OrderId, Result<Order>>;
  /** What has come before the snapshot; null once that is in. */
  #early: TradingEvent[] | null = [];

  constructor(options: AccountFanOptions) {
    const { desk, log, rest } = options;
    this.#options = options;
    this.#askFunds = new Asking({
      ...(rest === undefined ? {} : { rest: (account) => rest(this.#isHeard(account, 'funds')) }),
      ask: (account) => desk.funds({ user: USER, accounts: [account] }),
      onValue: (account, funds) => this.#tellFunds(account, funds),
      onFault: (account, error) => log.error('funds cannot be told', { account, error }),
    });
    this.#askOrder = new Asking({
      ask: (order) => desk.order(order, { user: USER, accounts: this.#known() }),
      onValue: (order, found) => this.#tellFound(order, found),
      onFault: (order, error) => log.error('an order cannot be told', { order, error }),
    });
  }

  /** Takes in how accounts stand; until then nothing can be heard. */
  async begin(accounts: readonly AccountId[]): Promise<void> {
    const snapshot = await this.#options.desk.snapshot({ user: USER, accounts });
    for (const account of accounts) this.#channelsOf(account);
    this.#put(snapshot);
    const early = this.#early ?? [];
    this.#early = null;
    for (const event of early) if (event.number >= snapshot.inputs) this.#tell(event);
    this.#options.fanOut.endBatch();
  }

  /** Takes an event in, in the order of their numbers. */
  take(event: TradingEvent): void {
    if (this.#early === null) {
      this.#tell(event);
      return;
    }
    if (this.#early.length >= EARLY_EVENTS_MAX) {
      throw new ArgosyError('EARLY_EVENTS', `${EARLY_EVENTS_MAX} events came before a snapshot`);
    }
    this.#early.push(event);
  }

  find(kind: ChannelKind, key: string, caller: Caller): Channel | null {
    if (this.#early !== null || !isAccountKind(kind)) return null;
    const channels = this.#accounts.get(key);
    if (channels === undefined || !maySee(caller, channels.account)) return null;
    if (kind === 'funds') this.#askFunds.hurry(channels.account);
    return channels.of(kind);
  }

  #put({ orders, positions, funds }: DeskSnapshot): void {
    for (const order of orders) this.#orders.put(order);
    this.#options.marks.begin(positions);
    for (const { key, qty, cost, realised, charges } of positions) {
      this.#positions.put({ key, qty, cost, realised, charges });
    }
    for (const row of funds) this.#keepFunds(row);
  }

  #tell(event: TradingEvent): void {
    switch (event.kind) {
      case 'order':
        return this.#tellOrder(event);
      case 'position': {
        const position = this.#positions.take(event);
        return this.#append(event.key.account, 'positions', () => this.#positionText(position));
      }
      case 'execution':
        return this.#askOrder.changed(event.execution);
      case 'entry':
      case 'hold':
      case 'reservation':
      case 'floor':
        this.#channelsOf(event.account);
        return this.#askFunds.changed(event.account);
      case 'account':
      case 'status':
      case 'margin':
      case 'anomaly':
        return this.#tellAlert(event);
      case 'limit':
      case 'equity':
        return;
    }
  }

  #tellOrder(event: OrderEvent): void {
    const before = this.#orders.find(event.order);
    const order = this.#orders.take(event);
    if (order === null) {
      if (!this.#late.keep(event)) {
        this.#options.log.error('too many fills of orders that are not known', { event });
      }
      this.#askOrder.changed(event.order);
      return;
    }
    this.#append(order.request.account, 'orders', () => this.#orderText(order));
    this.#tellFill(event, order, before);
  }

  #tellFill(event: OrderEvent, order: Order, before: Order | undefined): void {
    const item = fillItemOf(event, { order, before }, this.#options.scales);
    if (item === null) return;
    const text = JSON.stringify(item);
    const { account } = order.request;
    this.#channelsOf(account).keep('fills', text);
    this.#append(account, 'fills', text);
  }

  /** What the desk says of an order that events alone do not tell: a parent, or one that closed long ago. */
  #tellFound(id: OrderId, found: Result<Order>): void {
    const late = this.#late.take(id);
    if (!found.ok) {
      this.#options.log.warn('an order is not known to the desk', { order: id, ...found.refusal });
      return;
    }
    const order = found.value;
    this.#orders.put(order);
    this.#append(order.request.account, 'orders', () => this.#orderText(order));
    for (const event of late) this.#tellFill(event, order, undefined);
    this.#options.fanOut.endBatch();
  }

  #tellFunds(account: AccountId, funds: readonly Funds[]): void {
    for (const row of funds) {
      const text = this.#keepFunds(row);
      if (text !== null) this.#append(account, 'funds', text);
    }
    this.#options.fanOut.endBatch();
  }

  /** The funds as text, where they are not what they were. */
  #keepFunds(row: Funds): string | null {
    const text = JSON.stringify(fundsShape(row, this.#options.scales));
    const known = this.#funds.get(row.account) ?? new Map<string, string>();
    this.#funds.set(row.account, known);
    if (known.get(row.currency) === text) return null;
    known.set(row.currency, text);
    return text;
  }

  #tellAlert(event: TradingEvent): void {
    for (const account of this.#concernedBy(event)) {
      const item = alertOf(event, account);
      if (item === null) continue;
      const text = JSON.stringify(item);
      this.#channelsOf(account).keep('alerts', text);
      this.#append(account, 'alerts', text);
    }
  }

  /** Whose business an event is: what lies on the firm is everybody's. */
  #concernedBy(event: TradingEvent): readonly AccountId[] {
    if (event.kind === 'account') {
      const { kind } = event.scope;
      const isOfAll = kind === 'firm' || kind === 'storage';
      return isOfAll ? this.#known() : [event.account];
    }
    if (event.kind === 'status' || event.kind === 'margin') return [event.account];
    if (event.kind !== 'anomaly' || event.order === null) return [];
    const order = this.#orders.find(event.order);
    return order === undefined ? [] : [order.request.account];
  }

  #known(): readonly AccountId[] {
    return [...this.#accounts.values()].map(({ account }) => account);
  }

  #append(account: AccountId, kind: AccountKind, item: LogItem): void {
    this.#options.fanOut.append(this.#channelsOf(account).of(kind), item);
  }

  #isHeard(account: AccountId, kind: AccountKind): boolean {
    return this.#channelsOf(account).of(kind).holders > 0;
  }

  #channelsOf(account: AccountId): AccountChannels {
    let channels = this.#accounts.get(account);
    if (channels === undefined) {
      channels = new AccountChannels(account, {
        orders: () => this.#orders.of(account, CLOSED_TOLD_MAX).map((one) => this.#orderText(one)),
        positions: () => this.#positions.of(account).map((one) => this.#positionText(one)),
        funds: () => [...(this.#funds.get(account)?.values() ?? [])],
      });
      this.#accounts.set(account, channels);
    }
    return channels;
  }

  #orderText(order: Order): string {
    return JSON.stringify(orderShape(order, this.#options.scales));
  }

  #positionText(position: Position): string {
    const mark2 = this.#options.marks.of(position.key.instrument);
    return JSON.stringify(positionShape({ ...position, mark2 }, this.#options.scales));
  }
}
