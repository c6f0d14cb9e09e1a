import { performance } from 'node:perf_hooks';

import { toMinor, toPrice, toQuantity, type Random } from 'argosy/core';
import type { CommandBody } from 'argosy/domain';
import { rupees } from '@argosy/testkit';

import { account, handBook, trader } from '../host/our-side.ts';
import type { Inward } from './frames.ts';

const ORDER_MILLIS = 4;
const REST_MILLIS = 20;
/** A state is kept in every so many turns: it costs the more the longer the story. */
const SNAPSHOT_TURNS = 10;
/** So many orders may be without an answer before a client waits, and so long: some never have one. */
const UNANSWERED_MAX = 40;
const PATIENCE_MILLIS = 250;
const PRICE = 10_000;

/** Those who ask a process of ours for things, again and again. */
export class Clients {
  readonly #random: Random;
  readonly #say: (message: Inward) => void;
  readonly #timers: NodeJS.Timeout[] = [];
  #notes = 0;
  #turn = 0;
  #unanswered = 0;
  #heardAt = 0;

  constructor(random: Random, say: (message: Inward) => void) {
    this.#random = random;
    this.#say = say;
  }

  start(): void {
    this.#heard(0);
    this.#timers.push(
      setInterval(() => this.#place(), ORDER_MILLIS),
      setInterval(() => this.#askForRest(), REST_MILLIS),
    );
  }

  stop(): void {
    for (const timer of this.#timers.splice(0)) clearInterval(timer);
  }

  /** An order of theirs is safe. */
  hear(): void {
    this.#heard(Math.max(0, this.#unanswered - 1));
  }

  #heard(unanswered: number): void {
    this.#unanswered = unanswered;
    this.#heardAt = performance.now();
  }

  /** Nobody sends to a process faster than it can take: what came of that would be no story of a kill. */
  #mustWait(): boolean {
    if (performance.now() - this.#heardAt > PATIENCE_MILLIS) this.#heard(0);
    return this.#unanswered >= UNANSWERED_MAX;
  }

  #place(): void {
    if (this.#mustWait()) return;
    this.#unanswered += 1;
    const qty = toQuantity(1 + this.#random.nextInt(5));
    const side = this.#random.nextFloat() < 0.6 ? 'buy' : 'sell';
    const isMarket = this.#random.nextFloat() < 0.5;
    const limit = toPrice(PRICE + 5 * (this.#random.nextInt(9) - 4));
    const terms = isMarket ? ({ type: 'market' } as const) : ({ type: 'limit', limit } as const);
    this.#say({ type: 'place', wish: { side, qty, terms } });
  }

  /**
   * In turn: a strategy is killed, goes on, a day's charges are put right, the clients take their orders
   * back, a snapshot is kept.
   */
  #askForRest(): void {
    this.#turn += 1;
    if (this.#turn % SNAPSHOT_TURNS === 0) this.#say({ type: 'snapshot' });
    else if (this.#turn % 5 !== 0)
      this.#say({ type: 'command', body: this.#command(this.#turn % 5) });
  }

  #command(place: number): CommandBody {
    const scope = { kind: 'strategy', strategy: trader } as const;
    const reason = 'asked for';
    if (place === 1) return { type: 'kill', account, scope, reason };
    if (place === 2) return { type: 'setState', account, scope, state: 'ACTIVE', reason };
    // What rests on both sides would keep the strategy from trading: nobody trades with themselves.
    if (place === 3) return { type: 'cancelAll', account, book: handBook, instrument: null };
    this.#notes += 1;
    const { currency } = rupees(0n);
    // One line more, another less: which lines were wrong is known at the day's end, the sum was right.
    const charges = [
      { name: 'brokerage', amount: toMinor(7n) },
      { name: 'tax', amount: toMinor(-7n) },
    ];
    return { type: 'bookCharges', account, entry: `note-${this.#notes}`, currency, charges };
  }
}
