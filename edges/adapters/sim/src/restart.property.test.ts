import { alwaysOpen, toAccountId, toMicros, toPrice, toQuantity, type OrderId } from 'argosy/core';
import { recoverAccount, type BrokerListener } from '@argosy/bridge';
import type { Report } from 'argosy/domain';
import { feePercent, noLatency } from 'argosy/matching';
import { Reconciler } from 'argosy/reconciliation';
import { anAccount, anInstrument, aQuote, ManualClock, rupees, TradingRig } from '@argosy/testkit';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import type { SimAdapter } from './adapter/sim-adapter.ts';
import { paperBroker } from './paper-broker.ts';

const SECOND = 1_000_000;
const MAIN = toAccountId('MAIN');
const { currency } = rupees(0n);
const policy = {
  raceWindow: toMicros(5 * SECOND),
  graceWindow: toMicros(20 * SECOND),
  answerTimeout: toMicros(10 * SECOND),
};
/** Requests and reports take longer than a turn, so that kills find them on their way. */
const latency = { ...noLatency, insert: toMicros(1_500_000), report: toMicros(1_200_000) };
const patient = { timeoutMs: 3_600_000 };
const ROUNDS_MAX = 200;

const pick = fc.nat({ max: 4 });
const price = fc.integer({ min: 1996, max: 2004 }).map((ticks) => ticks * 5);
const units = fc.integer({ min: 1, max: 300 });
const side = fc.constantFrom('buy' as const, 'sell' as const);
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('submit' as const), side, units, price }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('amend' as const), pick, units, price }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('cancel' as const), pick }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('send' as const) }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constant('quote' as const), price }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('kill' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('line' as const) }) },
);
const script = fc.array(step, { minLength: 5, maxLength: 60, size: 'max' });
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** Trading with its journal, and a broker on paper that lives no longer than the process. */
class PaperLife {
  readonly rig: TradingRig;
  readonly clock: ManualClock;
  adapter: SimAdapter;
  reconciler: Reconciler = makeReconciler();
  /** How much of each order was reported as filled, by its trades: what has happened. */
  readonly reported = new Map<OrderId, Map<string, number>>();
  /** Trades that were reported twice. */
  readonly doubled: string[] = [];
  kills = 0;
  #left = 0;
  readonly #orders: OrderId[] = [];

  constructor() {
    const balances = [rupees(100_000_000n)];
    this.rig = new TradingRig({ accounts: [anAccount({ kind: 'margin', balances })] });
    this.clock = new ManualClock(this.rig.now);
    this.adapter = this.#makeBroker();
  }

  async live(steps: readonly Step[]): Promise<void> {
    await this.begin();
    for (const next of steps) await this.#act(next);
    await this.kill();
    this.#quote(10_000);
    this.wait(3);
    await this.reconcile();
  }

  /** The process begins: the broker is told what was recovered. */
  async begin(): Promise<void> {
    this.#sync();
    this.adapter.execution.restore([recoverAccount(this.rig.machine, MAIN, [currency])]);
    await this.adapter.start(this.#listener(), patient);
    this.#quote(10_000);
    await this.reconcile();
  }

  /** The process ends without a word: what waited to leave, and what was on its way, is gone. */
  async kill(): Promise<void> {
    this.kills += 1;
    this.#left = this.rig.effects.length;
    this.rig.recover();
    this.adapter = this.#makeBroker();
    this.reconciler = makeReconciler();
    await this.begin();
  }

  /** Asks for the end of all that works; what really works there ends by that. */
  cancelAll(): void {
    for (const { request } of this.rig.machine.openOrders()) this.rig.cancel(request.id);
    this.#send();
    this.wait(5);
  }

  wait(turns: number): void {
    for (let turn = 0; turn < turns; turn += 1) {
      this.rig.take({ kind: 'time', availableAt: this.rig.now });
      this.#sync();
    }
  }

  /** Rounds until the account agrees with its broker. */
  async reconcile(): Promise<void> {
    for (let round = 0; round < ROUNDS_MAX; round += 1) {
      this.#sync();
      const { machine } = this.rig;
      let next = this.reconciler.advance(machine, this.rig.now);
      while (next !== null) {
        for (const input of next.inputs) this.rig.take(input);
        this.#sync();
        for (const query of next.queries) {
          this.reconciler.take(await this.adapter.accounts.ask(MAIN, query, patient));
        }
        next = this.reconciler.advance(machine, this.rig.now);
      }
      if (this.reconciler.isReady && this.reconciler.open.length === 0) return;
      this.wait(2);
    }
    throw new Error(`still open: ${this.reconciler.open.join('; ')}`);
  }

  async #act(next: Step): Promise<void> {
    this.#sync();
    if (next.do === 'kill') await this.kill();
    else if (next.do === 'submit') this.#submit(next);
    else if (next.do === 'quote') this.#quote(next.price);
    else if (next.do === 'send') this.#send();
    else if (next.do === 'wait') this.wait(2);
    else if (next.do === 'line') this.#turnLine();
    else this.#change(next);
  }

  #submit({ side: way, units: qty, price: at }: Extract<Step, { do: 'submit' }>): void {
    const terms = { type: 'limit', limit: toPrice(at) } as const;
    this.#orders.push(this.rig.submit({ side: way, qty: toQuantity(qty), terms, tif: 'GTC' }));
  }

  #change(next: Extract<Step, { do: 'amend' | 'cancel' }>): void {
    const order = this.#orders.at(-1 - next.pick);
    if (order === undefined) return;
    if (next.do === 'cancel') this.rig.cancel(order);
    else this.rig.amend(order, next.units, { type: 'limit', limit: toPrice(next.price) });
  }

  #turnLine(): void {
    if (this.adapter.connection.state === 'connected') this.adapter.loseLine('practice');
    else this.adapter.regainLine();
  }

  /** What trading wants leaves, as the gate lets it. */
  #send(): void {
    for (const effect of this.rig.effects.slice(this.#left)) {
      this.adapter.execution.send(effect, this.clock.now());
    }
    this.#left = this.rig.effects.length;
  }

  #quote(mid: number): void {
    const at = this.clock.now();
    const quote = aQuote({ at, bid: mid - 5, ask: mid + 5 });
    this.rig.take(quote);
    this.adapter.offer([quote]);
  }

  #sync(): void {
    this.clock.advance(this.rig.now - this.clock.now());
  }

  #makeBroker(): SimAdapter {
    return paperBroker({
      clock: this.clock,
      instruments: [anInstrument()],
      calendars: [alwaysOpen],
      models: { fees: feePercent('0.03'), latency },
    });
  }

  #listener(): BrokerListener {
    const { adapter } = this;
    return {
      onData: () => {},
      // A killed process hears nothing any more.
      onReport: (report) => (adapter === this.adapter ? this.#hear(report) : undefined),
      onConnection: () => {},
      onFault: ({ reason }) => void this.doubled.push(reason),
    };
  }

  #hear(report: Report): void {
    if (report.body.type === 'filled') {
      const { trade, qty } = report.body.fill;
      const trades = this.reported.get(report.order) ?? new Map<string, number>();
      if (trades.has(trade)) this.doubled.push(trade);
      trades.set(trade, qty);
      this.reported.set(report.order, trades);
    }
    this.rig.take(report);
  }
}

function makeReconciler(): Reconciler {
  return new Reconciler({ account: MAIN, gate: { passed: 0, size: 0 }, policy });
}

/** Where trading and the broker do not agree, in words. */
async function differences({ adapter, rig }: PaperLife): Promise<readonly string[]> {
  const { machine } = rig;
  const found: string[] = [];
  const orders = await adapter.accounts.ask(MAIN, { type: 'orders' }, patient);
  if (orders.type !== 'orders' || !orders.result.ok) return ['no orders'];
  const there = orders.result.value.filter(({ state }) => state === 'working');
  const here = machine.openOrders();
  const told = (id: OrderId | null, qty: number, filled: number): string =>
    `${id} ${filled}/${qty}`;
  const [ours, theirs] = [
    here.map(({ request, qty, filled }) => told(request.id, qty, filled)).toSorted(),
    there.map(({ order, qty, filled }) => told(order, qty, filled)).toSorted(),
  ];
  if (ours.join() !== theirs.join()) found.push(`${ours.join()} here, ${theirs.join()} there`);
  const recovered = recoverAccount(machine, MAIN, [currency]);
  const positions = await adapter.accounts.ask(MAIN, { type: 'positions' }, patient);
  const held = positions.type === 'positions' && positions.result.ok ? positions.result.value : [];
  if (sumOf(held) !== sumOf(recovered.positions)) found.push('positions');
  const funds = await adapter.accounts.ask(MAIN, { type: 'funds' }, patient);
  const cash = funds.type === 'funds' && funds.result.ok ? funds.result.value[0]?.amount : null;
  if (cash !== recovered.funds[0]?.amount) found.push(`cash ${cash} there`);
  return found;
}

function sumOf(positions: readonly { readonly qty: number }[]): number {
  return positions.reduce((sum, { qty }) => sum + qty, 0);
}

test('after kills anywhere trading and its broker on paper agree, nothing lost or doubled', async () => {
  let fills = 0;
  let kills = 0;
  await fc.assert(
    fc.asyncProperty(script, async (steps) => {
      const life = new PaperLife();
      await life.live(steps);
      expect(await differences(life)).toEqual([]);
      expect(life.doubled).toEqual([]);
      expect(life.rig.machine.checkInvariants()).toEqual([]);
      const { machine } = life.rig;
      for (const { request, filled } of [...machine.openOrders(), ...machine.closedOrders()]) {
        const trades = [...(life.reported.get(request.id) ?? new Map<string, number>()).values()];
        expect([request.id, filled]).toEqual([
          request.id,
          trades.reduce((sum, qty) => sum + qty, 0),
        ]);
        fills += trades.length;
      }
      kills += life.kills;
      life.cancelAll();
      expect(machine.openOrders()).toEqual([]);
    }),
    { numRuns: 80 },
  );
  // The property says something only where there was something to lose.
  expect(fills).toBeGreaterThan(40);
  expect(kills).toBeGreaterThan(100);
}, 60_000);
