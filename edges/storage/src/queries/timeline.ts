import { decodeVersioned, ok, type Result } from 'argosy/core';
import { inputCodec, type Command, type TradingEvent } from 'argosy/domain';

import type { ProjectionStore } from '../store.ts';
import { listOrderEvents } from './orders.ts';
import type { Page, PageRequest } from './page.ts';

/** Something that happened to an order, and what a person or a strategy had asked for that led to it. */
export type TimelineStep = {
  readonly event: TradingEvent;
  /** The command that the event is part of the answer to; null where a report, a price or the time led to it. */
  readonly command: Command | null;
};

/** All hops of an order, or of a parent order, with their times and causes: the oldest first. */
export async function listTimeline(
  store: ProjectionStore,
  of: { readonly shard: string; readonly order: string },
  page: PageRequest = {},
): Promise<Result<Page<TimelineStep>>> {
  const events = await listOrderEvents(store, of, page);
  if (!events.ok) return events;
  const { items, next } = events.value;
  const commands = await commandsOf(store, of.shard, new Set(items.map(({ number }) => number)));
  const steps = items.map((event) => ({ event, command: commands.get(event.number) ?? null }));
  return ok({ items: steps, next });
}

async function commandsOf(
  { db }: ProjectionStore,
  shard: string,
  numbers: ReadonlySet<number>,
): Promise<ReadonlyMap<number, Command>> {
  const found = new Map<number, Command>();
  if (numbers.size === 0) return found;
  const rows = await db
    .selectFrom('commands')
    .select(['number', 'body'])
    .where('shard', '=', shard)
    .where('number', 'in', [...numbers].map(BigInt))
    .execute();
  for (const { number, body } of rows) {
    const input = decodeVersioned(inputCodec, body);
    if (input.kind === 'command') found.set(Number(number), input);
  }
  return found;
}
