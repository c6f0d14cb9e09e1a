import type { QueueChange } from 'argosy/domain';

type Entry = { readonly id: number | string; readonly isOurs: boolean; qty: number };
type Found = {
  readonly side: 'buy' | 'sell';
  readonly price: number;
  readonly line: Entry[];
  readonly entry: Entry;
};
type Fill = { readonly id: string; readonly price: number; readonly qty: number };

/**
 * A recorded book with orders of ours in its queues, written to be read: a plain list for each price,
 * in the order in which orders came to it. What trades with a recorded order would have come first to
 * whoever of ours stands before it.
 */
export class NaiveQueue {
  readonly fills: Fill[] = [];
  readonly #sides = { buy: new Map<number, Entry[]>(), sell: new Map<number, Entry[]>() };

  /** One of ours comes to rest. */
  join(id: string, side: 'buy' | 'sell', order: { price: number; qty: number }): void {
    this.#lineAt(side, order.price).push({ id, isOurs: true, qty: order.qty });
  }

  /** What the recording has before one of ours at its price. */
  aheadOf(id: string): number {
    for (const line of [...this.#sides.buy.values(), ...this.#sides.sell.values()]) {
      const place = line.findIndex((entry) => entry.id === id);
      if (place === -1) continue;
      const before = line.slice(0, place).filter(({ isOurs }) => !isOurs);
      return before.reduce((sum, { qty }) => sum + qty, 0);
    }
    return Number.NaN;
  }

  /** What the recording shows at a price. */
  shownAt(side: 'buy' | 'sell', price: number): number {
    const recorded = this.#lineAt(side, price).filter(({ isOurs }) => !isOurs);
    return recorded.reduce((sum, { qty }) => sum + qty, 0);
  }

  /** A recorded order does something. */
  apply(change: QueueChange): void {
    if (change.action === 'clear') return this.#clear();
    const found = this.#find(change.order);
    if (change.action === 'add') {
      if (found === null) this.#add(change);
    } else if (found !== null) this.#happen(found, change);
  }

  #add({ side, price, order: id, qty }: Extract<QueueChange, { action: 'add' }>): void {
    if (qty > 0) this.#lineAt(side, price).push({ id, isOurs: false, qty });
  }

  #happen(
    { side, price, line, entry }: Found,
    change: Exclude<QueueChange, { action: 'add' | 'clear' }>,
  ): void {
    if (change.action === 'trade') {
      const qty = Math.min(entry.qty, change.qty);
      this.#tradeBefore(side, price, { entry, qty });
      entry.qty -= qty;
      if (entry.qty === 0) this.#remove(line, entry);
    } else if (change.action === 'remove' || change.qty === 0) {
      this.#remove(line, entry);
    } else if (change.price === price && change.qty <= entry.qty) {
      entry.qty = change.qty;
    } else {
      this.#remove(line, entry);
      this.#lineAt(side, change.price).push({ ...entry, qty: change.qty });
    }
  }

  #tradeBefore(
    side: 'buy' | 'sell',
    price: number,
    { entry, qty }: { readonly entry: Entry; readonly qty: number },
  ): void {
    const sign = side === 'buy' ? 1 : -1;
    const better = [...this.#sides[side].keys()]
      .filter((one) => sign * (one - price) > 0)
      .toSorted((one, other) => sign * (other - one));
    const own = this.#lineAt(side, price);
    const first = better.flatMap((at) => this.#lineAt(side, at).map((one) => [at, one] as const));
    const before = own.slice(0, own.indexOf(entry));
    // Behind others of the recording that are passed over nobody of ours is sure to be first.
    const free = before.slice(0, before.findIndex(({ isOurs }) => !isOurs) >>> 0);
    let left = qty;
    for (const [at, one] of [...first, ...free.map((ours) => [price, ours] as const)]) {
      if (!one.isOurs || left === 0) continue;
      const ours = Math.min(one.qty, left);
      left -= ours;
      one.qty -= ours;
      this.fills.push({ id: String(one.id), price: at, qty: ours });
      if (one.qty === 0) this.#remove(this.#lineAt(side, at), one);
    }
  }

  #clear(): void {
    for (const line of [...this.#sides.buy.values(), ...this.#sides.sell.values()]) {
      line.splice(0, line.length, ...line.filter(({ isOurs }) => isOurs));
    }
  }

  #find(id: number): Found | null {
    for (const side of ['buy', 'sell'] as const) {
      for (const [price, line] of this.#sides[side]) {
        const entry = line.find((one) => one.id === id);
        if (entry !== undefined) return { side, price, line, entry };
      }
    }
    return null;
  }

  #lineAt(side: 'buy' | 'sell', price: number): Entry[] {
    const line = this.#sides[side].get(price) ?? [];
    this.#sides[side].set(price, line);
    return line;
  }

  #remove(line: Entry[], entry: Entry): void {
    line.splice(line.indexOf(entry), 1);
  }
}
