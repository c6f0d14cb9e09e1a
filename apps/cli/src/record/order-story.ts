import { readTurns, type KeptTurn, type Placed, type RecordLogs } from '@argosy/journal';
import type { OrderId } from 'argosy/core';
import {
  parentOf,
  type Command,
  type Input,
  type NewOrder,
  type TradingEvent,
} from 'argosy/domain';

import { ordersIn } from './find-order.ts';
import { OrderEnds, type OrderEnd } from './order-ends.ts';

/** A thing that happened to an order, or because of it. */
export type StoryStep = {
  readonly number: number;
  readonly position: number;
  readonly event: TradingEvent;
};

/** An order of the same list, or of the same parent, and what became of it. */
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
  /** The parent that it is, or is a part of; the order itself where it is neither. */
  readonly #parent: string;
  readonly #ends = new OrderEnds();
  /** The parts of its parent. */
  readonly #parts: NewOrder[] = [];
  readonly #inputs: OrderStory['inputs'][number][] = [];
  readonly #steps: StoryStep[] = [];
  #list: readonly NewOrder[] = [];
  #command: OrderStory['command'] = null;
  #read: OrderStory['read'] = null;
  /** How the parent stands; null where there is none. */
  #stands: string | null = null;

  constructor(order: OrderId, readTo: number | null) {
    this.#order = order;
    this.#parent = parentOf(order) ?? order;
    this.#readTo = readTo;
  }

  take({ number, input, events }: KeptTurn): void {
    if (input !== null) this.#takeInput(number, input);
    const isFilled = events.some(({ value }) => this.#isFill(value));
    for (const { position, value } of events) {
      this.#ends.take(value);
      this.#takeParent(value);
      if (this.#concerns(value, isFilled)) this.#steps.push({ number, position, event: value });
    }
  }

  story(): OrderStory {
    const isIt = ({ request }: NewOrder): boolean => request.id === this.#order;
    const asked = this.#list.find(isIt) ?? this.#parts.find(isIt) ?? null;
    const parts = this.#order === this.#parent ? this.#parts : [];
    const others = this.#list.filter((one) => !isIt(one));
    return {
      order: this.#order,
      asked,
      command: this.#command,
      read: this.#read,
      inputs: this.#inputs,
      steps: this.#steps,
      relatives: [
        ...others.map((one) => this.#relativeOf(one, relationOf(one, asked))),
        ...parts.map((one) => this.#relativeOf(one, 'child')),
      ],
      end: this.#endOf(this.#order),
    };
  }

  #relativeOf(one: NewOrder, relation: Relative['relation']): Relative {
    const { id: order } = one.request;
    const isParent = order === this.#parent && order !== this.#order;
    return {
      order,
      relation: isParent ? 'parent' : relation,
      asked: one,
      end: this.#endOf(order),
    };
  }

  /** What has filled of a parent is what has filled of its parts. */
  #endOf(order: OrderId): OrderEnd {
    if (order !== this.#parent || this.#stands === null) return this.#ends.of(order);
    const ends = this.#parts.map(({ request }) => this.#ends.of(request.id));
    return {
      last: this.#stands,
      filled: ends.reduce((sum, { filled }) => sum + filled, 0),
      value: ends.reduce((sum, { value }) => sum + value, 0n),
    };
  }

  #takeParent(event: TradingEvent): void {
    if (event.kind === 'execution' && event.execution === this.#parent) {
      const { change } = event;
      this.#stands = change.type === 'ended' ? change.outcome : change.type;
    } else if (event.kind === 'order' && parentOf(event.order) === this.#parent) {
      if (event.change.type === 'initialized') this.#parts.push(event.change);
    }
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
    const isAsked = ({ request: { id } }: NewOrder): boolean =>
      id === this.#order || id === this.#parent;
    if (!orders.some(isAsked)) return;
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
    if (event.kind === 'execution') return event.execution === this.#order;
    return 'order' in event && event.order === this.#order;
  }
}

function relationOf({ request }: NewOrder, asked: NewOrder | null): Relative['relation'] {
  if (asked?.request.link?.parent === request.id) return 'parent';
  return request.link?.parent === asked?.request.id ? 'child' : 'sibling';
}
