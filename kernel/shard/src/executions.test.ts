import { toOrderId, toPrice, toQuantity, toTimestamp, type OrderId } from 'argosy/core';
import type { ExecutionEvent, Order, OrderEvent, Quote } from 'argosy/domain';
import { Strategy } from 'argosy/engine';
import { twap, type ExecutionProgress } from 'argosy/orders';
import {
  anInstrument,
  anOrder,
  aQuote,
  aSeat,
  aTradingConfig,
  plainMatrix,
  ShardRig,
} from '@argosy/testkit';
import { expect, test } from 'vitest';

import { MemoryJournal } from './memory-journal.ts';

const sbin = anInstrument();

/** Works 100 shares in four parts from the first quote on, and does with them what a test says. */
class Worker extends Strategy {
  readonly told: string[] = [];
  parent: OrderId = toOrderId('0000TEST000000');
  next: (worker: Worker) => void = () => {};
  hidden: Order = anOrder();

  override onStart(): void {
    this.data.subscribeQuotes(sbin.id);
  }

  override onQuote({ ask }: Quote): void {
    if (this.told.length > 0) return this.next(this);
    const of = { instrument: sbin.id, side: 'buy', qty: toQuantity(100), limit: ask } as const;
    const until = toTimestamp(this.clock.now + 60_000_000);
    this.parent = this.orders.execute(this.orders.limit(of), twap({ slices: 4, until }));
    this.told.push('sent');
  }

  override onExecutionEvent({ change }: ExecutionEvent): void {
    this.told.push(change.type);
  }

  override onOrderEvent({ order, change }: OrderEvent): void {
    this.told.push(`${order.slice(14)} ${change.type}`);
  }

  get progress(): ExecutionProgress | undefined {
    return this.cache.execution(this.parent);
  }

  get open(): readonly OrderId[] {
    return this.cache.openOrders().map(({ request }) => request.id);
  }

  get working(): number {
    return this.cache.openExecutions().length;
  }

  hide(): void {
    const of = { instrument: sbin.id, side: 'buy', qty: toQuantity(100) } as const;
    const limit = toPrice(9_000);
    const request = this.orders.limit({ ...of, limit, display: toQuantity(30) });
    this.hidden = this.orders.submit(request);
    this.parent = request.id;
  }

  stopWorking(): void {
    this.orders.cancel(this.parent);
  }

  grow(): void {
    this.orders.amend(this.parent, { qty: toQuantity(200) });
  }
}

function aRig(worker: Worker, journal = new MemoryJournal()): ShardRig {
  const config = aTradingConfig({ cash: 100_000_000n });
  return new ShardRig({ journal, config, seats: [aSeat({ strategy: worker })] });
}

function begun(): { readonly rig: ShardRig; readonly worker: Worker } {
  const worker = new Worker({});
  const rig = aRig(worker).open();
  rig.feed(aQuote());
  return { rig, worker };
}

test('a strategy hears of its parent, and of each child as of an order', () => {
  const { worker } = begun();
  expect(worker.told).toEqual(['sent', 'began', 'sliced', '0 initialized', '0 submitted']);
  expect(worker.progress).toMatchObject({ qty: 100, filled: 0, open: 25, left: 75, children: 1 });
  expect(worker.working).toBe(1);
});

test('it amends and cancels the parent by its id', () => {
  const { rig, worker } = begun();
  worker.next = (one) => one.grow();
  rig.feed(aQuote());
  expect(worker.progress).toMatchObject({ qty: 200, open: 50 });
  worker.next = (one) => one.stopWorking();
  rig.feed(aQuote());
  expect(worker.progress).toMatchObject({ state: 'ending', outcome: 'canceled' });
});

test('the market as it was decided is what its price is held against', () => {
  const { rig, worker } = begun();
  rig.fill(toOrderId(`${worker.parent}0`), { qty: 25, price: 10_005 });
  expect(worker.progress).toMatchObject({ arrivalPrice: 10_002.5, averagePrice: 10_005 });
  expect(worker.progress?.slippageBps).toBeCloseTo(2.499, 3);
});

test('after a restart both sides know the parent, and it goes on', () => {
  const journal = new MemoryJournal('all');
  const rig = aRig(new Worker({}), journal).open();
  rig.feed(aQuote());
  const after = new Worker({});
  const next = aRig(after, new MemoryJournal('all'));
  next.shard.recover(journal.read());
  expect(next.trading.executions()).toEqual(rig.trading.executions());
  next.pass(20_000_000);
  next.open();
  after.told.push('restarted');
  next.feed(aQuote());
  expect(after.progress).toMatchObject({ children: 2, open: 50, left: 50 });
});

test('a limit is the most that any child pays', () => {
  const { rig } = begun();
  rig.pass(61_000_000);
  rig.take({ kind: 'time', availableAt: rig.now });
  const children = rig.trading.openOrders().map(({ terms }) => terms);
  expect(children).toEqual(children.map(() => ({ type: 'limit', limit: toPrice(10_005) })));
});

test('an order that shows a part of itself, of a venue that hides none, becomes a parent of its own id', () => {
  const worker = new Worker({});
  const limits = { matrix: plainMatrix, unsupported: 'emulate' } as const;
  const config = aTradingConfig({ cash: 100_000_000n, limits });
  const rig = new ShardRig({
    journal: new MemoryJournal(),
    config,
    seats: [aSeat({ strategy: worker })],
  }).open();
  worker.told.push('begun');
  worker.next = (one) => one.hide();
  rig.feed(aQuote());
  const { id } = worker.hidden.request;
  expect(worker.hidden.state).toBe('INITIALIZED');
  expect(worker.told).toEqual(['begun', 'began', 'sliced', '0 initialized', '0 submitted']);
  expect(worker.open).toEqual([`${id}0`]);
  expect(worker.progress).toMatchObject({ qty: 100, open: 30, left: 70 });
  worker.next = (one) => one.stopWorking();
  rig.feed(aQuote());
  expect(worker.progress).toMatchObject({ state: 'ending', outcome: 'canceled' });
});
