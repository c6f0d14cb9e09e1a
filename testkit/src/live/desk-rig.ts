import {
  BACKTEST_SESSION,
  ledgerScales,
  SessionClock,
  toAccountId,
  toBookId,
  toOriginCode,
  toPrice,
  toQuantity,
  unwrap,
  type BookId,
} from 'argosy/core';
import type { Order } from 'argosy/domain';
import { Desk, type Actor, type DeskOptions, type ListedTicket, type Ticket } from '@argosy/desk';

import { indianCharges } from '@argosy/sim';

import { LiveRig, mainAccount, type LiveRigOptions } from './live-rig.ts';

const SECOND = 1_000_000;
const BELOW = 200;

/** The book of people. */
export const handBook: BookId = toBookId('HAND');
/** Whose account it is. */
export const owner: Actor = { user: 'u-1', accounts: [mainAccount] };
/** Somebody whose account it is not. */
export const stranger: Actor = { user: 'u-2', accounts: [toAccountId('OTHER')] };

/** A desk on a live shard of the demo exchange. */
export class DeskRig {
  readonly shard: LiveRig;
  #desk: Desk;

  private constructor(shard: LiveRig) {
    this.shard = shard;
    this.#desk = this.aDesk();
  }

  static async start(options: LiveRigOptions = {}): Promise<DeskRig> {
    return new DeskRig(await LiveRig.start(options));
  }

  /** The desk of the process that lives now. */
  get desk(): Desk {
    return this.#desk;
  }

  /** Another desk on the same shard. */
  aDesk(changes: Partial<DeskOptions> = {}): Desk {
    const { live, trading, clock } = this.shard;
    const { adapter, market } = this.shard.life.demo;
    return new Desk({
      live,
      trading,
      session: BACKTEST_SESSION,
      origin: toOriginCode('HAND'),
      accounts: [mainAccount],
      after: clock.after,
      margin: adapter.margin,
      fees: indianCharges('zerodha', market.ground.plan.exchange),
      scales: ledgerScales({}),
      calendars: new Map([[market.calendar.id, new SessionClock(market.calendar)]]),
      ...changes,
    });
  }

  /** A limit order to buy below the market: it rests. */
  aTicket(changes: Partial<Ticket> = {}): Ticket {
    return {
      account: mainAccount,
      book: handBook,
      instrument: this.#share,
      product: 'delivery',
      position: null,
      side: 'buy',
      qty: toQuantity(10),
      terms: { type: 'limit', limit: toPrice(this.#bid - BELOW) },
      tif: 'DAY',
      reduceOnly: false,
      note: null,
      key: null,
      ...changes,
    };
  }

  /** An entry at the market with a target and a stop, and what keys they have. */
  aBracket(keys: readonly (string | null)[] = []): readonly ListedTicket[] {
    const [entry = null, target = null, stop = null] = keys;
    const bid = this.#bid;
    const far = 10 * BELOW;
    const exit = this.aTicket({ side: 'sell' });
    const of = { parent: 0, contingency: 'OUO' } as const;
    const limit = { type: 'limit', limit: toPrice(bid + far) } as const;
    const trigger = { type: 'stopMarket', trigger: toPrice(bid - far) } as const;
    return [
      listed(this.aTicket({ terms: { type: 'market' }, key: entry })),
      listed({ ...exit, terms: limit, key: target }, of),
      listed({ ...exit, terms: trigger, key: stop }, of),
    ];
  }

  /** Places a ticket, which nothing refuses, and gives the broker time to answer; the order then. */
  async place(ticket: Ticket): Promise<Order> {
    const { order } = unwrap(await this.shard.hear(this.desk.place(ticket, owner)));
    await this.shard.pass(2 * SECOND);
    return unwrap(await this.shard.hear(this.desk.order(order.request.id, owner)));
  }

  /** The power goes, and the next process has a desk of its own. */
  async losePower(): Promise<void> {
    await this.shard.losePower();
    this.#desk = this.aDesk();
  }

  /** Ends in order; the next process has a desk of its own. */
  async restart(): Promise<void> {
    await this.shard.restart();
    this.#desk = this.aDesk();
  }

  stop(): Promise<void> {
    return this.shard.stop();
  }

  get #share(): Ticket['instrument'] {
    const [share] = this.shard.shares;
    if (share === undefined) throw new Error('no share is listed');
    return share.id;
  }

  get #bid(): number {
    return this.shard.trading.touchOf(this.#share, this.shard.live.now)?.bid ?? 0;
  }
}

/** A ticket as one of a list. */
export function listed(ticket: Ticket, changes: Partial<ListedTicket> = {}): ListedTicket {
  return { ...ticket, parent: null, release: 'eachFill', contingency: null, ...changes };
}
