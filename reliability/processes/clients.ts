import { toMinor, toPrice, toQuantity, type Random } from 'argosy/core';
import type { CommandBody } from 'argosy/domain';
import { rupees } from '@argosy/testkit';

import { account, handBook, trader } from '../host/our-side.ts';
import type { Inward } from './frames.ts';

const ORDER_MILLIS = 4;
const REST_MILLIS = 20;
const PRICE = 10_000;

/** Those who ask a process of ours for things, again and again. */
export class Clients {
  readonly #random: Random;
  readonly #say: (message: Inward) => void;
  readonly #timers: NodeJS.Timeout[] = [];
  #notes = 0;
  #turn = 0;

  constructor(random: Random, say: (message: Inward) => void) {
    this.#random = random;
    this.#say = say;
  }

  start(): void {
    this.#timers.push(
      setInterval(() => this.#place(), ORDER_MILLIS),
      setInterval(() => this.#askForRest(), REST_MILLIS),
    );
  }

  stop(): void {
    for (const timer of this.#timers.splice(0)) clearInterval(timer);
  }

  #place(): void {
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
    if (this.#turn % 5 === 0) this.#say({ type: 'snapshot' });
    else this.#say({ type: 'command', body: this.#command(this.#turn % 5) });
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
