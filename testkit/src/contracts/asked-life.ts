import type { JournalRecord } from '@argosy/journal';
import type { Page, PageRequest } from '@argosy/storage';
import { toAccountId, unwrap, type AccountId, type Result } from 'argosy/core';
import type { Order, TradingEvent } from 'argosy/domain';
import { createOrder, evolveOrder } from 'argosy/orders';

import { lifeSteps } from '../life-journal.ts';
import { lifeRecords } from '../life-records.ts';

/** An account of the life. */
export const main: AccountId = toAccountId('MAIN');
/** What is projected of a life. */
export const records: readonly JournalRecord[] = lifeRecords(lifeSteps(900, 5)).records;

/** Its events. */
export const events: readonly TradingEvent[] = records.flatMap(({ entry }) =>
  entry.kind === 'event' ? [entry.event] : [],
);
/** Its orders as the kernel folds them. */
export const orders: ReadonlyMap<string, Order> = foldOrders();

function foldOrders(): ReadonlyMap<string, Order> {
  const orders = new Map<string, Order>();
  for (const event of events) {
    if (event.kind !== 'order') continue;
    const before = orders.get(event.order);
    const order = before === undefined ? createOrder(event) : evolveOrder(before, event);
    orders.set(event.order, order);
  }
  return orders;
}

/** A question, page by page. */
export type Ask<Item> = (page: PageRequest) => Promise<Result<Page<Item>>>;

/** All items of a question, page after page. */
export async function all<Item>(ask: Ask<Item>, size: number): Promise<readonly Item[]> {
  const items: Item[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<Item> = unwrap(await ask({ size, cursor }));
    items.push(...page.items);
    cursor = page.next;
  } while (cursor !== null);
  return items;
}
