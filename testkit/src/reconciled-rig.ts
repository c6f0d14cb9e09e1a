import { toAccountId, type OrderId } from 'argosy/core';
import type { Input, Order } from 'argosy/domain';
import {
  Reconciler,
  type BrokerOrder,
  type Finding,
  type ReconciliationPolicy,
} from 'argosy/reconciliation';
import type { AccountConfig } from 'argosy/trading';

import { BookkeepingBroker, type BrokerManners } from './bookkeeping-broker.ts';
import { rupees } from './order.ts';
import { TradingRig, anAccount } from './trading-rig.ts';

const OPENING = 10_000_000n;
const ROUNDS_MAX = 200;

/** What a test changes of the rig. */
export type ReconciledRigOptions = BrokerManners & {
  readonly policy?: Partial<ReconciliationPolicy>;
  readonly account?: Partial<AccountConfig>;
};

/** A trading machine, a broker with books of its own, and a reconciler between the two. */
export class ReconciledRig {
  readonly rig: TradingRig;
  readonly broker: BookkeepingBroker;
  readonly inputs: Input[] = [];
  readonly findings: Finding[] = [];
  /** How many requests wait before they may leave, as a test says. */
  readonly gate = { passed: 0, size: 0 };
  readonly #policy: Partial<ReconciliationPolicy>;
  #reconciler: Reconciler;
  #sent = 0;

  constructor(options: ReconciledRigOptions = {}) {
    const { policy = {}, givesIdsBack = true, givesMarks = false, account } = options;
    const balances = [rupees(OPENING)];
    this.rig = new TradingRig({ accounts: [anAccount({ kind: 'margin', balances, ...account })] });
    this.broker = new BookkeepingBroker(OPENING, { givesIdsBack, givesMarks });
    this.#policy = { areIdsGivenBack: givesIdsBack, ...policy };
    this.#reconciler = this.#make();
  }

  /** The reconciler now at work. */
  get reconciler(): Reconciler {
    return this.#reconciler;
  }

  /** How many requests have left, be it that they were lost. */
  get sent(): number {
    return this.#sent;
  }

  /** Starts anew: the machine knows what it has said, the reconciler nothing. */
  restart(): this {
    this.rig.recall();
    this.#reconciler = this.#make();
    return this;
  }

  /** Hands the requests that have not been sent yet to the broker, or loses them. */
  send(how: 'deliver' | 'lose' = 'deliver'): this {
    for (const effect of this.rig.effects.slice(this.#sent)) this.#hand(effect, how);
    return this;
  }

  /** Hands one request to the broker, or loses it. */
  sendNext(how: 'deliver' | 'lose'): void {
    const [effect] = this.rig.effects.slice(this.#sent);
    if (effect !== undefined) this.#hand(effect, how);
  }

  /** Delivers what the broker has reported, or loses it. */
  hear(how: 'deliver' | 'lose' = 'deliver'): this {
    for (const { order, body } of this.broker.messages.splice(0)) {
      if (how === 'deliver') this.rig.report(order, body);
    }
    return this;
  }

  /** Lets seconds go by. */
  wait(seconds: number): this {
    for (let second = 0; second < seconds; second += 1) {
      this.rig.take({ kind: 'time', availableAt: this.rig.now });
    }
    return this;
  }

  /** Plays one round to its end; how many inputs it took. */
  round(): number {
    const before = this.inputs.length;
    const { machine } = this.rig;
    this.broker.now = this.rig.now;
    if (this.#reconciler.nextAt > this.rig.now && Number.isFinite(this.#reconciler.nextAt)) {
      this.wait(Math.ceil((this.#reconciler.nextAt - this.rig.now) / 1_000_000));
    }
    let step = this.#reconciler.advance(machine, this.rig.now);
    while (step !== null) {
      this.findings.push(...step.findings);
      for (const input of step.inputs) this.#take(input);
      for (const query of step.queries) this.#reconciler.take(this.broker.answer(query));
      step = this.#reconciler.advance(machine, this.rig.now);
    }
    return this.inputs.length - before;
  }

  /** Plays rounds until the account agrees with its broker. */
  reconcile(): this {
    for (let round = 0; round < ROUNDS_MAX; round += 1) {
      this.round();
      if (this.#reconciler.isReady && this.#reconciler.open.length === 0) return this;
    }
    throw new Error(`still open: ${this.#reconciler.open.join('; ')}`);
  }

  /** Where we and the broker do not agree, in words. */
  differences(): readonly string[] {
    return [...this.#orderDifferences(), ...this.#positionDifferences(), ...this.#cashDifference()];
  }

  #orderDifferences(): readonly string[] {
    const { machine } = this.rig;
    const ours = [...machine.openOrders(), ...machine.closedOrders()];
    const working = new Set<OrderId>();
    const differences: string[] = [];
    for (const theirs of this.broker.orders) {
      const order = ours.find(({ brokerId, request }) => {
        return brokerId === theirs.brokerId || `B-${request.id}` === theirs.brokerId;
      });
      if (order === undefined) {
        if (theirs.state === 'working' || theirs.filled > 0)
          differences.push(`no ${theirs.brokerId}`);
        continue;
      }
      if (theirs.state === 'working') working.add(order.request.id);
      const isOver = theirs.state !== 'working';
      const [qtyHere, qtyThere] = isOver ? ['', ''] : [order.qty, theirs.qty];
      const here = `${order.filled} of ${qtyHere}, ${order.filledValue}`;
      const there = `${theirs.filled} of ${qtyThere}, ${theirs.filledValue}`;
      if (here !== there) differences.push(`${theirs.brokerId}: ${here} here, ${there} there`);
      if (!isSameEnd(order, theirs)) {
        differences.push(`${theirs.brokerId}: ${order.state} here, ${theirs.state} there`);
      }
    }
    for (const { request, state } of machine.openOrders()) {
      if (!working.has(request.id)) differences.push(`${request.id} is ${state} here alone`);
    }
    return differences;
  }

  #positionDifferences(): readonly string[] {
    const nets = new Map<string, number>();
    for (const { key, qty } of this.rig.machine.positions()) {
      const name = `${key.instrument} ${key.product}`;
      nets.set(name, (nets.get(name) ?? 0) + qty);
    }
    for (const { instrument, product, qty } of this.broker.positions) {
      const name = `${instrument} ${product}`;
      nets.set(name, (nets.get(name) ?? 0) - qty);
    }
    return [...nets].filter(([, qty]) => qty !== 0).map(([name, qty]) => `${name} by ${qty}`);
  }

  #cashDifference(): readonly string[] {
    const cash = this.rig.machine.book.cash(anAccount().id, rupees(0n).currency);
    return cash === this.broker.cash ? [] : [`cash ${cash} here, ${this.broker.cash} there`];
  }

  #make(): Reconciler {
    return new Reconciler({ account: toAccountId('MAIN'), gate: this.gate, policy: this.#policy });
  }

  #take(input: Input): void {
    this.inputs.push(input);
    this.rig.take(input);
  }

  #hand(effect: TradingRig['effects'][number], how: 'deliver' | 'lose'): void {
    this.#sent += 1;
    this.broker.now = this.rig.now;
    if (how === 'deliver') this.broker.receive(effect);
  }
}

/** Ended by its fills here, cut short there of a quantity we never heard of: only the name differs. */
function isSameEnd({ state: here, filled, qty }: Order, theirs: BrokerOrder): boolean {
  const { state: there } = theirs;
  if (there === 'working') return here === 'ACCEPTED' || here === 'PARTIALLY_FILLED';
  const isOfMore = theirs.qty > qty && theirs.filled === filled;
  const isCutShort = there === 'canceled' || there === 'expired';
  return here === there.toUpperCase() || (here === 'FILLED' && isCutShort && isOfMore);
}
