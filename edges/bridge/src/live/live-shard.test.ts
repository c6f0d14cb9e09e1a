import {
  BACKTEST_SESSION,
  ok,
  OrderIdFactory,
  toAccountId,
  toBookId,
  toCurrency,
  toMicros,
  toOriginCode,
  toPrice,
  toTimestamp,
  type OrderId,
  type Timestamp,
} from 'argosy/core';
import {
  toInputNumber,
  type CommandBody,
  type Effect,
  type MarketData,
  type OrderRequest,
} from 'argosy/domain';
import type { BrokerAnswer } from 'argosy/reconciliation';
import { TradingMachine } from 'argosy/trading';
import { FileJournal, Snapshots } from '@argosy/journal';
import { Metrics, metricTable } from '@argosy/telemetry';
import {
  anAccount,
  anOrderRequest,
  aQuote,
  aRigEngine,
  aTouch,
  aTradingConfig,
  BookkeepingBroker,
  rupees,
  SimDisk,
} from '@argosy/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { Bridge } from '../bridge.ts';
import type { BrokerAdapter, BrokerListener } from '../broker/broker-adapter.ts';
import type { RecoveredAccount } from '../broker/execution-part.ts';
import { LiveShard } from './live-shard.ts';

const OPENING = 10_000_000n;
const SECOND = 1_000_000;
const BEGIN = 1_700_000_000 * SECOND;
const MAIN = toAccountId('MAIN');
const HAND = toOriginCode('HAND');
const limit = { type: 'limit', limit: toPrice(10_000) } as const;
/** What the broker takes by itself; all else waits here for its moment. */
const plainOrder = { tifs: ['DAY', 'GTC'], products: ['delivery'] } as const;
const config = aTradingConfig({
  limits: { matrix: { market: plainOrder, limit: plainOrder }, unsupported: 'emulate' },
  accounts: [anAccount({ kind: 'margin', balances: [rupees(OPENING)] })],
});
const policy = { raceWindow: toMicros(SECOND), graceWindow: toMicros(2 * SECOND) };

const nothing = { marketData: null, history: null, instruments: null, margin: null } as const;

/** Time that goes on when the test says so. */
class TestTime {
  at = BEGIN;
  #timers: { readonly at: number; readonly run: () => void }[] = [];
  readonly wall = (): number => this.at;
  readonly elapsed = (): number => this.at;
  readonly soon = (run: () => void): void => queueMicrotask(run);
  readonly after = (delayUs: number, run: () => void): (() => void) => {
    const timer = { at: this.at + delayUs, run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  };

  /** Goes on by so much, from timer to timer; what is on its way arrives in between. */
  async pass(us: number): Promise<void> {
    const until = this.at + us;
    for (;;) {
      await settled();
      const [next] = this.#timers.toSorted((one, other) => one.at - other.at);
      if (next === undefined || next.at > until) break;
      this.#timers = this.#timers.filter((other) => other !== next);
      this.at = Math.max(this.at, next.at);
      next.run();
    }
    this.at = until;
    await settled();
  }
}

/** Lets everything that was begun come to its end. */
async function settled(): Promise<void> {
  for (let round = 0; round < 6; round += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** A broker with books of its own behind the port. */
class TestAdapter {
  readonly effects: Effect[] = [];
  recovered: readonly RecoveredAccount[] = [];
  /** Whether requests get through. */
  isUp = true;
  readonly #books: BookkeepingBroker;
  readonly #time: TestTime;
  #listener: BrokerListener | null = null;

  constructor(books: BookkeepingBroker, time: TestTime) {
    this.#books = books;
    this.#time = time;
  }

  feed(...rows: readonly MarketData[]): void {
    this.#listener?.onData(rows);
  }

  /** Says what it has to say of its own. */
  tell(): void {
    const at = toTimestamp(this.#time.at);
    for (const { order, body } of this.#books.messages.splice(0)) {
      const head = { kind: 'report', account: MAIN, order, eventAt: at, availableAt: at } as const;
      this.#listener?.onReport({ ...head, body });
    }
  }

  asAdapter(): BrokerAdapter {
    const connection = { state: 'connected', since: toTimestamp(0), reason: null } as const;
    return {
      name: 'test',
      capabilities: { ...nothing, execution: null, accounts: null, session: false },
      connection: { ...connection, retryAt: null },
      ...nothing,
      session: null,
      start: (listener) => {
        this.#listener = listener;
        return Promise.resolve(ok({ ...connection, retryAt: null }));
      },
      stop: () => {
        this.#listener = null;
        return Promise.resolve();
      },
      execution: {
        waiting: 0,
        restore: (recovered) => {
          this.recovered = recovered;
        },
        send: (effect) => {
          this.effects.push(effect);
          if (this.isUp) this.#books.receive(effect);
          queueMicrotask(() => this.tell());
        },
      },
      accounts: {
        ask: (_, query) => {
          const answer = (): BrokerAnswer => {
            this.#books.now = this.#time.at;
            return this.#books.answer(query);
          };
          return new Promise((resolve) => {
            this.#time.after(10_000, () => resolve(answer()));
          });
        },
      },
    };
  }
}

/** A process: all that is lost when it is killed. */
type Life = Awaited<ReturnType<typeof begin>>;

let time: TestTime;
let disk: SimDisk;
let books: BookkeepingBroker;
let life: Life;

function stop(error: unknown): never {
  throw error;
}

async function begin() {
  const trading = new TradingMachine(config);
  const engine = aRigEngine(config, [], () => {});
  const journal = await FileJournal.open({
    disk,
    folder: 'journal',
    shard: 'test',
    region: 'in',
    takeOver: true,
    segmentBytes: 128 * 1024,
    reserveBytes: 32 * 1024,
    blockBytesMax: 64 * 1024,
    recordBytesMax: 16 * 1024,
    backlogBytes: 1024 * 1024,
    accountOf: () => MAIN,
    onFatal: stop,
  });
  const heard: string[] = [];
  const adapter = new TestAdapter(books, time);
  const metrics = new Metrics(metricTable);
  const bridge = new Bridge({
    instruments: config.instruments,
    metrics,
    hours: { isOpen: () => true },
  });
  const freshness = { freshFor: toMicros(SECOND), silentAfter: toMicros(10 * SECOND) };
  const live = new LiveShard({
    trading,
    engine,
    journal,
    tape: { append: () => {} },
    taped: null,
    snapshots: new Snapshots('snapshots', disk),
    bridge,
    feed: bridge.feed('test', { numbering: 'rising', ...freshness }),
    adapter: adapter.asAdapter(),
    accounts: [{ id: MAIN, currencies: [toCurrency('INR')] }],
    time,
    policy,
    listener: {
      publish: (event) => {
        if (event.kind === 'order') heard.push(`${event.order} ${event.change.type}`);
      },
      onInput: (input) => void heard.push(input.kind),
      onFinding: (_, { code }) => void heard.push(code),
      onConnection: () => {},
      onFault: (reason) => void heard.push(reason),
      onFatal: stop,
    },
  });
  return { live, trading, adapter, heard };
}

async function ready(): Promise<void> {
  await life.live.start();
  await time.pass(SECOND);
  expect(life.live.isReady).toBe(true);
}

function command(body: CommandBody, whenSafe?: () => void): ReturnType<LiveShard['command']> {
  const at: Timestamp = life.live.now;
  const head = { kind: 'command', origin: HAND, strategy: null, at } as const;
  return life.live.command({ ...head, readTo: toInputNumber(0), body }, whenSafe);
}

function place(changes: Partial<OrderRequest> = {}, whenSafe?: () => void): OrderId {
  const lastCounter = life.trading.lastCounter(BACKTEST_SESSION, HAND);
  const id = new OrderIdFactory({ session: BACKTEST_SESSION, origin: HAND, lastCounter }).next();
  const own = { account: MAIN, book: toBookId('HAND'), strategy: null, terms: limit } as const;
  const request = anOrderRequest({ ...own, ...changes, id });
  command({ type: 'submit', request, touch: aTouch() }, whenSafe);
  return id;
}

beforeEach(async () => {
  time = new TestTime();
  disk = new SimDisk({ later: setImmediate });
  books = new BookkeepingBroker(OPENING);
  life = await begin();
});

afterEach(async () => {
  await life.live.stop();
});

describe('a live shard', () => {
  test('takes no new order before it has agreed with its broker, and then does', async () => {
    await life.live.start();
    const early = place();
    expect(life.trading.order(early)?.state).toBe('DENIED');
    await time.pass(SECOND);
    const order = place();
    await time.pass(SECOND);
    expect(life.trading.order(order)?.state).toBe('ACCEPTED');
  });

  test('sends and acknowledges nothing before it is safe', async () => {
    await ready();
    life.heard.length = 0;
    let isSafe = false;
    const order = place({}, () => {
      isSafe = true;
    });
    expect([isSafe, life.adapter.effects, life.heard]).toEqual([false, [], []]);
    await settled();
    expect([isSafe, life.adapter.effects.length]).toEqual([true, 1]);
    expect(life.heard).toContain(`${order} submitted`);
  });

  test('shows both machines what the feed brings', async () => {
    await ready();
    const quote = aQuote({ at: time.at, bid: 10_000, ask: 10_005 });
    life.adapter.feed(quote);
    await time.pass(1_000);
    expect(life.heard).toContain('quote');
    expect(life.trading.touchOf(quote.instrument, life.live.now)).toMatchObject({ bid: 10_000 });
  });

  test('acts when something is due though nothing comes in', async () => {
    await ready();
    const expiresAt = toTimestamp(time.at + 5 * SECOND);
    const terms = { type: 'stopMarket', trigger: toPrice(20_000) } as const;
    const order = place({
      tif: 'GTD',
      instructions: { expiresAt, triggerBy: null, display: null, postOnly: false },
      terms,
    });
    await time.pass(20 * SECOND);
    expect(life.trading.order(order)?.state).toBe('EXPIRED');
  });

  test('wakes a host once when it is due, and not again before it says so', async () => {
    await ready();
    const before = life.live.inputs;
    life.live.wakeFor('host', time.at + 500_000);
    await time.pass(400_000);
    expect(life.live.inputs).toBe(before);
    await time.pass(10 * SECOND);
    expect(life.live.inputs).toBe(before + 1);
    life.live.wakeFor('host', time.at + SECOND);
    life.live.wakeFor('host', null);
    await time.pass(10 * SECOND);
    expect(life.live.inputs).toBe(before + 1);
  });

  test('finds out by itself what became of an order whose answer was lost', async () => {
    await ready();
    life.adapter.isUp = false;
    const order = place();
    await time.pass(SECOND);
    expect(life.trading.order(order)?.state).toBe('SUBMITTED');
    life.adapter.isUp = true;
    await time.pass(300 * SECOND);
    expect(life.trading.order(order)).toMatchObject({ state: 'REJECTED', inDoubt: [] });
    expect(life.adapter.effects.length).toBe(1);
  });

  test('is told what broker and journal disagree in when somebody asks it to look', async () => {
    await ready();
    books.adjust({ cash: 500n });
    await time.pass(100_000);
    for (const _ of [1, 2, 3]) {
      life.live.reconcile();
      await time.pass(SECOND);
    }
    expect(life.trading.book.cash(MAIN, toCurrency('INR'))).toBe(OPENING + 500n);
    expect(life.heard).toContain('SUSPENSE_OPEN');
  });
});

describe('the process after one that was killed', () => {
  test('knows its orders, tells them the broker, sends none again and goes on', async () => {
    await ready();
    const order = place();
    await time.pass(SECOND);
    const hash = life.trading.hash();
    disk = disk.afterPowerLoss(() => false);
    life = await begin();
    expect(life.trading.hash()).toBe(hash);
    await ready();
    expect(life.adapter.recovered[0]?.orders.map(({ request }) => request.id)).toEqual([order]);
    expect(life.adapter.effects).toEqual([]);
    books.fill(order, 10, { price: toPrice(10_000) });
    life.adapter.tell();
    await time.pass(SECOND);
    expect(life.trading.order(order)?.filled).toBe(books.orders[0]?.filled);
    expect(life.trading.checkInvariants()).toEqual([]);
  });

  test('hears of a fill that came while nobody was there', async () => {
    await ready();
    const order = place();
    await time.pass(SECOND);
    await life.live.stop();
    books.fill(order, 3, { price: toPrice(10_000) });
    books.messages.length = 0;
    life = await begin();
    expect(life.live.recovery.position).toBeGreaterThan(0);
    await ready();
    await time.pass(10 * SECOND);
    expect(life.trading.order(order)?.filled).toBe(3);
  });
});

test('one that has stopped takes nothing, and may be stopped again', async () => {
  await ready();
  await life.live.stop();
  await life.live.stop();
  const order = place();
  expect(life.trading.order(order)).toBeUndefined();
  expect(command({ type: 'cancel', order })).toMatchObject({ code: 'STOPPED' });
});

test('whatever comes as a command, the shard goes on', async () => {
  await ready();
  for (const given of [null, 7, {}, { kind: 'command' }, { kind: 'quote' }]) {
    expect(life.live.command(given)).not.toBeNull();
  }
  place();
  await time.pass(SECOND);
  expect(life.adapter.effects.length).toBe(1);
});
