import { join } from 'node:path';

import { Random } from 'argosy/core';
import type { TradingEvent } from 'argosy/domain';
import { readJournal } from '@argosy/journal';
import { ServerProcess } from '@argosy/testkit/server';
import { afterAll, beforeAll, expect, test } from 'vitest';

const KILLS = 6;
const LONGEST_LIFE_MILLIS = 1_200;

/**
 * Trades all the time, one order after the other, by what it keeps alone: the number of its next order, which is its tag,
 * what it holds by the fills it has heard of, and whether an order is under way.
 */
const counting = `
import { toQuantity } from 'argosy/core';
import { Strategy } from 'argosy/engine';

export class Counting extends Strategy {
  #next = 1;
  #held = 0;
  #waitsFor = null;
  onStart() {
    this.data.subscribeQuotes('BANK01.DEMO');
    this.#soon();
  }
  onTimeEvent() {
    this.#soon();
    this.#trade();
  }
  #soon() { this.clock.setTimer('soon', this.clock.now + 10_000); }
  onResume({ events }) { this.log.info('resumes', { events }); }
  #trade() {
    if (this.#waitsFor !== null || this.cache.quote('BANK01.DEMO') === undefined) return;
    const side = this.#held < 5 ? 'buy' : 'sell';
    const order = this.orders.market({
      instrument: 'BANK01.DEMO', side, qty: toQuantity(side === 'buy' ? 1 : 5), tif: 'DAY',
      tag: 'n' + this.#next,
    });
    this.#next += 1;
    this.#waitsFor = order.id;
    this.orders.submit(order);
  }
  onOrderFilled({ order, change }) {
    const { side } = this.cache.order(order).request;
    this.#held += (side === 'buy' ? 1 : -1) * change.fill.qty;
    if (this.cache.order(order).closedAt !== null) this.#end(order);
  }
  onOrderDenied({ order }) { this.#end(order); }
  onOrderRejected({ order }) { this.#end(order); }
  onOrderCanceled({ order }) { this.#end(order); }
  onOrderExpired({ order }) { this.#end(order); }
  onPositionEvent({ qty }) { this.log.info('holds', { by: this.#held, position: qty }); }
  #end(order) { if (order === this.#waitsFor) this.#waitsFor = null; }
  exportState() { return { next: this.#next, held: this.#held, waitsFor: this.#waitsFor }; }
  importState({ next, held, waitsFor }) {
    this.#next = next;
    this.#held = held;
    this.#waitsFor = waitsFor;
  }
}
`;
const config = `
strategies:
  - { id: counting, code: CNTG, file: counting.ts, account: PAPER01, sees: listened }
`;

let server: ServerProcess;
beforeAll(async () => {
  server = await ServerProcess.start(
    { ARGOSY_DEMO_HOURS: 'always', ARGOSY_DEMO_TICKS_PER_SECOND: '2000' },
    undefined,
    {
      'config/strategies.yaml': config,
      'counting.ts': counting,
    },
  );
});
afterAll(async () => {
  await server.end();
});

function ordersOf(): readonly Extract<TradingEvent, { readonly kind: 'order' }>[] {
  const folder = join(server.folder, 'journal');
  return [...readJournal({ folder, stream: 'event' })].flatMap(({ entry }) =>
    entry.kind === 'event' && entry.event.kind === 'order' ? [entry.event] : [],
  );
}

/** The numbers that the strategy gave its orders, in the order of the journal. */
function numbers(): readonly number[] {
  return ordersOf().flatMap(({ change }) =>
    change.type === 'initialized' && change.request.strategy === 'counting'
      ? [Number(change.request.tag?.slice(1))]
      : [],
  );
}

function twice(sent: readonly number[]): readonly number[] {
  return sent.filter((number, at) => at > 0 && number <= (sent[at - 1] ?? 0));
}

type Line = { readonly text: string; readonly fields: Readonly<Record<string, unknown>> };
async function log(): Promise<readonly Line[]> {
  const { body } = await server.ask('/strategies/counting/log?limit=500');
  return (body['items'] ?? body['lines']) as readonly Line[];
}

test('a strategy of a node that is killed again and again sends nothing twice, and knows what it holds', async () => {
  const random = Random.fromSeed('killed strategies');
  for (let kill = 1; kill <= KILLS; kill += 1) {
    const before = numbers().length;
    await expect.poll(() => numbers().length, { timeout: 90_000 }).toBeGreaterThan(before + 5);
    const lines = await log();
    expect(lines.filter(({ fields: { by, position } }) => by !== position)).toEqual([]);
    expect(lines.some(({ text }) => text === 'resumes')).toBe(kill > 1);
    await new Promise((go) => setTimeout(go, random.nextInt(LONGEST_LIFE_MILLIS)));
    await server.kill();
    // The journal is the judge. What was lost on its way leaves a number out, and no number comes twice.
    expect(twice(numbers())).toEqual([]);
    await server.again();
  }
  const before = numbers().length;
  await expect.poll(() => numbers().length, { timeout: 90_000 }).toBeGreaterThan(before + 5);
  expect((await log()).filter(({ fields: { by, position } }) => by !== position)).toEqual([]);
  await server.ask('/strategies/counting/pause', { method: 'POST' });
  expect(twice(numbers())).toEqual([]);
}, 400_000);
