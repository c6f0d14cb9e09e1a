import { assert, type AccountId, type Refusal, type Result, type Timestamp } from 'argosy/core';
import type { Effect, Report, ReportBody } from 'argosy/domain';
import { brokerRefusal, PacedLanes, type BrokerRefusalCode, type RateLimits } from '@argosy/bridge';

import type { PaperExchange } from '../exchange/paper-exchange.ts';

/** What stands between the gate and the exchange. */
export type DeskOptions = {
  readonly exchange: PaperExchange;
  readonly limits: RateLimits;
  readonly waitingMax: number;
};

/**
 * Takes orders on their way out: paced as a broker wants it, cancels first, none twice. What it refuses by itself it
 * reports as the broker would, in a turn of its own.
 */
export class OutgoingDesk {
  readonly #exchange: PaperExchange;
  readonly #lanes: PacedLanes<Effect>;
  #refused: Report[] = [];

  constructor({ exchange, limits, waitingMax }: DeskOptions) {
    this.#exchange = exchange;
    this.#lanes = new PacedLanes(limits, waitingMax);
  }

  /** How many wait to leave. */
  get waiting(): number {
    return this.#lanes.size;
  }

  /** When it next has something to do or to say; Infinity while it has not. */
  nextAt(now: Timestamp): number {
    return this.#refused.length > 0 ? now : this.#lanes.nextAt(now);
  }

  /** Takes an effect; gives back why it is none that could be meant, else null. */
  send(effect: Effect, now: Timestamp): Refusal | null {
    if (effect.type === 'submit' && this.#isKnown(effect)) {
      return refusalIn(brokerRefusal('BAD_REQUEST', `order ${effect.order} was sent twice`));
    }
    if (effect.type === 'cancel' && this.#takeBack(effect, now)) return null;
    const lane = effect.type === 'cancel' ? 'urgent' : 'usual';
    if (!this.#lanes.push(effect, lane)) this.refuse(effect, 'QUEUE_FULL', now);
    this.sendDue(now);
    return null;
  }

  /** Sends what may leave by now. */
  sendDue(now: Timestamp): void {
    for (let next = this.#lanes.take(now); next !== undefined; next = this.#lanes.take(now)) {
      this.#exchange.send(next, now);
    }
  }

  /** Says that an effect has not been sent. */
  refuse(effect: Effect, code: BrokerRefusalCode, now: Timestamp): void {
    const reason = reasonOf(code, effect.order);
    this.#report(effect, { type: refusedBy[effect.type], reason }, now);
  }

  /** Refuses all that waits: there is no way out any more. */
  refuseWaiting(code: BrokerRefusalCode, now: Timestamp): void {
    for (const effect of this.#lanes.withdraw(() => true)) this.refuse(effect, code, now);
  }

  /** What it has refused since it was last asked. */
  takeRefused(): readonly Report[] {
    const refused = this.#refused;
    this.#refused = [];
    return refused;
  }

  /** Whether an order waits to leave. */
  holds(account: AccountId, order: Effect['order']): boolean {
    return this.#lanes.has((one) => one.account === account && one.order === order);
  }

  #isKnown(effect: Effect): boolean {
    return this.#exchange.has(effect) || this.holds(effect.account, effect.order);
  }

  /** A cancel of an order that has not left yet takes it back, with all that was to change it. */
  #takeBack({ account, order }: Effect, now: Timestamp): boolean {
    const isOfOrder = (one: Effect): boolean => one.account === account && one.order === order;
    if (!this.#lanes.has((one) => isOfOrder(one) && one.type === 'submit')) return false;
    const [submit] = this.#lanes.withdraw(isOfOrder);
    assert(submit !== undefined, 'an order that waits can be taken back');
    this.#report(
      submit,
      { type: 'rejected', reason: `taken back before it was sent: ${order}` },
      now,
    );
    return true;
  }

  #report({ account, order }: Effect, body: ReportBody, now: Timestamp): void {
    this.#refused.push({ kind: 'report', account, order, eventAt: now, availableAt: now, body });
  }
}

const refusedBy = {
  submit: 'rejected',
  amend: 'modifyRejected',
  cancel: 'cancelRejected',
} as const;

function reasonOf(code: BrokerRefusalCode, detail: string): string {
  const { reason } = refusalIn(brokerRefusal(code, detail));
  return `${code}: ${reason}`;
}

function refusalIn(result: Result<never>): Refusal {
  assert(!result.ok, 'a refusal is no value');
  return result.refusal;
}
