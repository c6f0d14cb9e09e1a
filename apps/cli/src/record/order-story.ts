import type { OrderId } from 'argosy/core';
import type { Command, Input, NewOrder, TradingEvent } from 'argosy/domain';

import { ordersIn } from './find-order.ts';
import { OrderEnds, type OrderEnd } from './order-ends.ts';
import { readTurns, type KeptTurn, type Placed, type RecordLogs } from './read-record.ts';

/** A thing that happened to an order, or because of it. */
export type StoryStep = {
  readonly number: number;
  readonly position: number;
  readonly event: TradingEvent;
};

/** An order of the same list, and what became of it. */
export type Relative = {
  readonly order: OrderId;
  readonly relation: 'parent' | 'child' | 'sibling';
  readonly asked: NewOrder;
  readonly end: OrderEnd;
};

/** All that a record says of an order. */
export type OrderStory = {
  readonly order: OrderId;
  /** What was asked for; null where the record begins behind it. */
  readonly asked: NewOrder | null;
  readonly command: (Placed<Command> & { readonly number: number }) | null;
  /** The last input that its sender had read; null where no tape was kept. */
  readonly read: (Placed<Input> & { readonly number: number }) | null;
  /** What others then wanted of it, and the reports of it. */
  readonly inputs: readonly (Placed<Input> & { readonly number: number })[];
  readonly steps: readonly StoryStep[];
  readonly relatives: readonly Relative[];
  readonly end: OrderEnd;
};

/** Reads the story of an order. */
export function readStory(logs: RecordLogs, order: OrderId, readTo: number | null): OrderStory {
  const reader = new StoryReader(order, readTo);
  for (const turn of readTurns(logs)) reader.take(turn);
  return reader.story();
}

class StoryReader {
  readonly #order: OrderId;
  readonly #readTo: number | null;
  readonly #ends = new OrderEnds();
  readonly #inputs: OrderStory['inputs'][number][] = [];
  readonly #steps: StoryStep[] = [];
  #list: readonly NewOrder[] = [];
  #command: OrderStory['command'] = null;
  #read: OrderStory['read'] = null;

  constructor(order: OrderId, readTo: number | null) {
    this.#order = order;
    this.#readTo = readTo;
  }

  take({ number, input, events }: KeptTurn): void {
    if (input !== null) this.#takeInput(number, input);
    const isFilled = events.some(({ value }) => this.#isFill(value));
    for (const { position, value } of events) {
      this.#ends.take(value);
      if (this.#concerns(value, isFilled)) this.#steps.push({ number, position, event: value });
    }
  }

  story(): OrderStory {
    const asked = this.#list.find(({ request }) => request.id === this.#order) ?? null;
    const others = this.#list.filter(({ request }) => request.id !== this.#order);
    return {
      order: this.#order,
      asked,
      command: this.#command,
      read: this.#read,
      inputs: this.#inputs,
      steps: this.#steps,
      relatives: others.map((one) => ({
        order: one.request.id,
        relation: relationOf(one, asked),
        asked: one,
        end: this.#ends.of(one.request.id),
      })),
      end: this.#ends.of(this.#order),
    };
  }

  #takeInput(number: number, input: Placed<Input>): void {
    const { value } = input;
    if (number === this.#readTo) this.#read = { ...input, number };
    if (value.kind === 'report' && value.order === this.#order) {
      this.#inputs.push({ ...input, number });
    }
    if (value.kind !== 'command') return;
    const { body } = value;
    const isAboutIt = 'order' in body && body.order === this.#order;
    if (isAboutIt) this.#inputs.push({ ...input, number });
    const orders = ordersIn(body);
    if (!orders.some(({ request }) => request.id === this.#order)) return;
    this.#command = { ...input, value, number };
    this.#list = orders;
  }

  #isFill(event: TradingEvent): boolean {
    if (event.kind !== 'order' || event.order !== this.#order) return false;
    return event.change.type === 'filled' || event.change.type === 'busted';
  }

  /** A position belongs to the turn in which the order filled. */
  #concerns(event: TradingEvent, isFilled: boolean): boolean {
    if (event.kind === 'position') return isFilled;
    return 'order' in event && event.order === this.#order;
  }
}

function relationOf({ request }: NewOrder, asked: NewOrder | null): Relative['relation'] {
  if (asked?.request.link?.parent === request.id) return 'parent';
  return request.link?.parent === asked?.request.id ? 'child' : 'sibling';
}
