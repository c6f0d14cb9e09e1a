import type { OrderId } from 'argosy/core';
import type { Ask, CommandBody } from 'argosy/domain';

/** Something a callback wants, held until the callback has returned. */
type Wish =
  | { readonly kind: 'command'; readonly body: CommandBody }
  | { readonly kind: 'ask'; readonly ask: Ask };

/**
 * What one callback sends. It leaves when the callback returns; a callback that throws has sent
 * nothing.
 */
export class Outgoing {
  readonly #made = new Set<OrderId>();
  #wishes: Wish[] = [];
  #signals = 0;

  /** Notes an order that was made and is still to be sent. */
  made(order: OrderId): void {
    this.#made.add(order);
  }

  /** Holds a command. */
  command(body: CommandBody): void {
    for (const order of ordersOf(body)) this.#made.delete(order);
    this.#wishes.push({ kind: 'command', body });
  }

  /** Holds a question. */
  ask(ask: Ask): void {
    this.#wishes.push({ kind: 'ask', ask });
  }

  /** Counts a signal, which waits at the signal desk. */
  signal(): void {
    this.#signals += 1;
  }

  /** How many signals the callback has published. */
  get signals(): number {
    return this.#signals;
  }

  /** Whether nothing is held. */
  get isEmpty(): boolean {
    return this.#wishes.length === 0 && this.#signals === 0 && this.#made.size === 0;
  }

  /** Hands everything over, in the order it was wished, and names the orders that were only made. */
  flush(command: (body: CommandBody) => void, ask: (ask: Ask) => void): readonly OrderId[] {
    const made = this.#made.size === 0 ? nothing : [...this.#made];
    const wishes = this.#take();
    for (const wish of wishes) {
      if (wish.kind === 'command') command(wish.body);
      else ask(wish.ask);
    }
    return made;
  }

  /** Drops everything and names the orders that were never sent. */
  discard(): readonly OrderId[] {
    const unsent: OrderId[] = [];
    for (const wish of this.#take()) {
      if (wish.kind === 'command') unsent.push(...ordersOf(wish.body));
    }
    return unsent;
  }

  #take(): readonly Wish[] {
    const wishes = this.#wishes;
    this.#wishes = [];
    this.#signals = 0;
    this.#made.clear();
    return wishes;
  }
}

const nothing: readonly OrderId[] = [];

function ordersOf(body: CommandBody): readonly OrderId[] {
  if (body.type === 'submit' || body.type === 'execute') return [body.request.id];
  return body.type === 'submitList' ? body.orders.map(({ request }) => request.id) : [];
}
