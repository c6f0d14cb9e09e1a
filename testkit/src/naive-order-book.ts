import type { BookListener, BookOrder, SelfTradePolicy } from 'argosy/matching';

type Waiting = Omit<BookOrder, 'qty' | 'tif'> & {
  shown: number;
  hidden: number;
};

/**
 * The order book once more, written to be read: a plain list for each side, in order of price and
 * turn. It takes every order for granted; what is refused is not its business.
 */
export class NaiveOrderBook {
  readonly #policy: SelfTradePolicy;
  readonly #listener: BookListener;
  readonly #bids: Waiting[] = [];
  readonly #asks: Waiting[] = [];

  constructor(policy: SelfTradePolicy, listener: BookListener) {
    this.#policy = policy;
    this.#listener = listener;
  }

  /** The ids that wait on a side, first to trade first. */
  queue(sign: 1 | -1): readonly number[] {
    return this.#lineOf(sign).map(({ id }) => id);
  }

  /** An order comes in. */
  submit(order: BookOrder): void {
    const { id, sign, price, tif, peak, owner } = order;
    const left = tif === 'whole' && !this.#fillsWhole(order) ? order.qty : this.#trade(order);
    if (left === 0) return;
    if (tif === 'immediate' || tif === 'whole') {
      this.#listener.ended(id, left, 'unfilled');
      return;
    }
    const shown = Math.min(left, peak);
    const hidden = left - shown;
    this.#lineUp({ id, sign, price, peak, owner, shown, hidden });
    this.#listener.rested(id, price, shown);
  }

  /** An order goes. */
  cancel(id: number): void {
    const order = this.#find(id);
    if (order !== undefined) this.#end(order, 'canceled');
  }

  /** A limit or what is left changes. */
  amend(id: number, price: number, left: number): void {
    const order = this.#find(id);
    if (order === undefined) return;
    const by = order.shown + order.hidden - left;
    if (price !== order.price || by < 0) {
      this.#remove(order);
      this.submit({ ...order, price, qty: left, tif: 'rest' });
      return;
    }
    const fromHidden = Math.min(order.hidden, by);
    order.hidden -= fromHidden;
    order.shown -= by - fromHidden;
    this.#listener.reduced(id, left);
  }

  /** Trades what can be traded; what is left of the order. */
  #trade(order: BookOrder): number {
    let left = order.qty;
    for (;;) {
      const [maker] = this.#metBy(order);
      if (maker === undefined || left === 0) return left;
      const qty = Math.min(left, maker.shown);
      if (!this.#isOwn(maker, order)) {
        left -= qty;
        this.#listener.traded(maker.id, order.id, maker.price, qty);
        if (this.#shrink(maker, qty)) this.#listener.filled(maker.id);
        if (left === 0) this.#listener.filled(order.id);
      } else if (this.#policy === 'decrement') {
        left -= qty;
        this.#listener.ended(order.id, qty, 'selfTrade');
        this.#listener.ended(maker.id, qty, 'selfTrade');
        this.#shrink(maker, qty);
      } else {
        if (this.#policy !== 'cancelNewest') this.#end(maker, 'selfTrade');
        if (this.#policy !== 'cancelOldest') {
          this.#listener.ended(order.id, left, 'selfTrade');
          return 0;
        }
      }
    }
  }

  #fillsWhole(order: BookOrder): boolean {
    const met = this.#metBy(order);
    const ownAt = met.findIndex((maker) => this.#isOwn(maker, order));
    const endsAtOwn = this.#policy !== 'cancelOldest' && ownAt !== -1;
    const others = endsAtOwn
      ? met.slice(0, ownAt)
      : met.filter((maker) => !this.#isOwn(maker, order));
    // What hides at the price of the own order would come behind it.
    const isReached = ({ price }: Waiting): boolean => !endsAtOwn || price !== met[ownAt]?.price;
    const there = others.map((maker) => maker.shown + (isReached(maker) ? maker.hidden : 0));
    return there.reduce((sum, qty) => sum + qty, 0) >= order.qty;
  }

  #metBy({ sign, price }: BookOrder): Waiting[] {
    const facing = this.#lineOf(sign > 0 ? -1 : 1);
    return facing.filter((maker) => (sign > 0 ? maker.price <= price : maker.price >= price));
  }

  #lineOf(sign: 1 | -1): Waiting[] {
    return sign > 0 ? this.#bids : this.#asks;
  }

  #find(id: number): Waiting | undefined {
    return [...this.#bids, ...this.#asks].find((order) => order.id === id);
  }

  /** Behind everything that is as good or better. */
  #lineUp(order: Waiting): void {
    const line = this.#lineOf(order.sign);
    const worse = line.findIndex((other) => order.sign * (order.price - other.price) > 0);
    line.splice(worse === -1 ? line.length : worse, 0, order);
  }

  /** True where nothing is left of it. */
  #shrink(maker: Waiting, qty: number): boolean {
    maker.shown -= qty;
    if (maker.shown > 0) return false;
    if (maker.hidden === 0) {
      this.#remove(maker);
      return true;
    }
    this.#remove(maker);
    maker.shown = Math.min(maker.hidden, maker.peak);
    maker.hidden -= maker.shown;
    this.#lineUp(maker);
    this.#listener.rested(maker.id, maker.price, maker.shown);
    return false;
  }

  #isOwn(maker: Waiting, order: BookOrder): boolean {
    return this.#policy !== 'none' && order.owner !== 0 && maker.owner === order.owner;
  }

  #end(order: Waiting, why: 'canceled' | 'selfTrade'): void {
    this.#remove(order);
    this.#listener.ended(order.id, order.shown + order.hidden, why);
  }

  #remove(order: Waiting): void {
    const line = this.#lineOf(order.sign);
    line.splice(line.indexOf(order), 1);
  }
}
