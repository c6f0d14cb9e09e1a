import { readTurns, type KeptTurn, type RecordLogs } from '@argosy/journal';
import type { OrderId } from 'argosy/core';
import {
  parentOf,
  type CommandBody,
  type NewOrder,
  type OrderEvent,
  type TradingEvent,
} from 'argosy/domain';

/** An order of a record, or the ids that look most like what was asked for. */
export type FoundOrder =
  | { readonly order: OrderId; readonly readTo: number | null }
  | { readonly order: null; readonly nearest: readonly string[] };

const NEAREST_SHOWN = 3;

/** Finds an order by its id, by the broker's id of it, or by one of its trades. */
export function findOrder(logs: RecordLogs, word: string): FoundOrder {
  let nearest: readonly OrderId[] = [];
  for (const turn of readTurns(logs)) {
    const order = orderIn(turn, word);
    if (order !== null) return { order, readTo: readToOf(logs, order) };
    for (const { value } of turn.events) {
      const made = madeBy(value);
      if (made !== null) nearest = nearer(nearest, made, word);
    }
  }
  return { order: null, nearest };
}

/** The orders that a command asks for. */
export function ordersIn(body: CommandBody): readonly NewOrder[] {
  // A parent that is worked by children is asked for like an order.
  if (body.type === 'submit' || body.type === 'submitConfirmed' || body.type === 'execute') {
    return [body];
  }
  return body.type === 'submitList' ? body.orders : [];
}

/** The order that a word means, where a turn knows it; a command may be refused before there is one. */
function orderIn({ input, events }: KeptTurn, word: string): OrderId | null {
  for (const { value } of events) {
    if (value.kind === 'order' && isMeant(value, word)) return value.order;
    if (value.kind === 'execution' && value.execution === word) return value.execution;
  }
  if (input?.value.kind !== 'command') return null;
  const asked = ordersIn(input.value.body).find(({ request }) => request.id === word);
  return asked?.request.id ?? null;
}

/** The order, or the parent, that an event has come to be; null where it tells of one that is. */
function madeBy(event: TradingEvent): OrderId | null {
  if (event.kind === 'execution') return event.change.type === 'began' ? event.execution : null;
  if (event.kind !== 'order') return null;
  return event.change.type === 'initialized' ? event.order : null;
}

function isMeant({ order, change }: OrderEvent, word: string): boolean {
  if (order === word) return true;
  if (change.type === 'filled') return change.fill.trade === word;
  return change.type === 'accepted' && change.brokerId === word;
}

/** A part of a parent was asked for with that. */
function readToOf(logs: RecordLogs, order: OrderId): number | null {
  const asked = parentOf(order) ?? order;
  for (const { input } of readTurns(logs)) {
    if (input?.value.kind !== 'command') continue;
    const isIts = ordersIn(input.value.body).some(({ request }) => request.id === asked);
    if (isIts) return input.value.readTo;
  }
  return null;
}

/** The few that share the most with the word from the front, then those with the nearest counter. */
function nearer(known: readonly OrderId[], id: OrderId, word: string): readonly OrderId[] {
  return [...known, id]
    .map((one) => ({
      one,
      shared: sharedLength(one, word),
      gap: Math.abs(counterOf(one) - counterOf(word)),
    }))
    .sort((a, b) => b.shared - a.shared || a.gap - b.gap)
    .slice(0, NEAREST_SHOWN)
    .map(({ one }) => one);
}

/** The digits at the end of an id, in base 36; those of no id come last. */
function counterOf(id: string): number {
  const counter = Number.parseInt(id.slice(-6), 36);
  return Number.isNaN(counter) ? Number.MAX_SAFE_INTEGER : counter;
}

function sharedLength(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return length;
}
