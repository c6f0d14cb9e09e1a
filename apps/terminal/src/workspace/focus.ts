import type { OrderTicket } from '@argosy/contract';
import { signal, type Signal } from '@preact/signals-core';

/** Groups of panels that follow one instrument: the panels of a group show the same. */
export const focusGroups = ['A', 'B', 'C', 'D'] as const;
/** A group of panels. */
export type FocusGroup = (typeof focusGroups)[number];

/** A ticket that somebody has begun elsewhere: a key on a row, a click on the ladder or the chart. */
export type TicketWish = {
  readonly instrument: string;
  readonly side?: 'buy' | 'sell';
  readonly limit?: string;
  readonly trigger?: string;
  readonly qty?: string;
  readonly reduceOnly?: boolean;
  readonly product?: OrderTicket['product'];
};

/** What people look at: an instrument for each group, and what they want to trade. */
export class Focus {
  readonly #groups: ReadonlyMap<FocusGroup, Signal<string | null>>;
  /** What the ticket is to be filled with; null once it is. */
  readonly wish: Signal<TicketWish | null> = signal(null);
  /** The order whose life is shown; null for none. */
  readonly order: Signal<string | null> = signal(null);

  /** The kind of panel that somebody wants to see; null once it is there. */
  readonly panel: Signal<string | null> = signal(null);

  /** What each group showed last may be handed in, to be shown again. */
  constructor(last: (group: FocusGroup) => Signal<string | null> = () => signal(null)) {
    this.#groups = new Map(focusGroups.map((group) => [group, last(group)]));
  }

  /** The instrument of a group; null until one was chosen. */
  instrument(group: FocusGroup): Signal<string | null> {
    const found = this.#groups.get(group);
    if (found === undefined) throw new RangeError(`there is no group ${group}`);
    return found;
  }

  /** Nobody looks at an instrument any more: there is none of that name. */
  forget(instrument: string): void {
    for (const group of this.#groups.values()) if (group.peek() === instrument) group.value = null;
  }

  /** Shows the life of an order. */
  show(order: string): void {
    this.order.value = order;
    this.panel.value = 'order-life';
  }

  /** Opens a ticket: the group of the ticket follows. */
  trade(wish: TicketWish, group: FocusGroup = 'A'): void {
    this.instrument(group).value = wish.instrument;
    this.wish.value = wish;
  }
}
