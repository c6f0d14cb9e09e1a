import type { Bar } from 'argosy/domain';
import { parameter } from 'argosy/engine';

import { BarRounds, sameBarsOf, type Round } from './bar-rounds.ts';
import { fieldsOf, numberOf, numbersOf } from './state-fields.ts';
import { TargetPositions } from './target-positions.ts';

const parameters = {
  shares: parameter.instruments({ least: 2, most: 500, about: 'what is chosen from' }),
  bars: parameter.bars({ about: 'bars of one of them; those of the others are as long' }),
  lookback: parameter.integer({ default: 120, min: 2, max: 1000, about: 'bars of the gain' }),
  skip: parameter.integer({ default: 5, min: 0, max: 500, about: 'last bars that do not count' }),
  every: parameter.integer({ default: 20, min: 1, max: 500, about: 'bars between two choices' }),
  hold: parameter.integer({ default: 3, min: 1, max: 100, about: 'how many are held' }),
  percent: parameter.integer({ default: 90, min: 1, max: 100, about: 'of equity in all of them' }),
  drift: parameter.integer({
    default: 20,
    min: 0,
    max: 100,
    about: 'percent that a holding may be off its part before it is brought back',
  }),
} as const;

/**
 * Every so many bars it ranks its shares by what they have gained, without the last few bars, and holds the
 * best of those that have gained at all, each for an equal part of the equity. The rest is sold.
 */
export class MomentumRotation extends TargetPositions<typeof parameters> {
  static override readonly parameters = parameters;

  readonly #rounds = new BarRounds(this.parameters.shares);
  /** The closes of the last rounds, those of each round in the order of the shares. */
  #history: (readonly number[])[] = [];
  #wait = 0;

  override onStart(): void {
    const { shares, bars, lookback, skip } = this.parameters;
    if (skip >= lookback) throw new RangeError(`skip is ${skip}, expected below ${lookback}`);
    for (const share of shares) this.data.subscribeBars(sameBarsOf(bars, share));
  }

  override onBar(bar: Bar): void {
    const round = this.#rounds.take(bar);
    if (round === null) return;
    this.#history.push(round);
    const { lookback, every } = this.parameters;
    if (this.#history.length > lookback + 1) this.#history.shift();
    this.#wait -= 1;
    if (this.#history.length > lookback && this.#wait <= 0) {
      this.#choose(round);
      this.#wait = every;
    }
    this.settle();
  }

  override exportState(): unknown {
    return { aims: super.exportState(), history: this.#history, wait: this.#wait };
  }

  override importState(state: unknown): void {
    const { aims, history, wait } = fieldsOf(state);
    super.importState(aims);
    this.#history = Array.isArray(history) ? history.map(numbersOf) : [];
    this.#wait = numberOf(wait);
  }

  #choose(round: Round): void {
    const { shares, hold, percent } = this.parameters;
    const best = new Set(this.#ranked().slice(0, hold));
    const share = percent / 100 / hold;
    for (const [place, instrument] of shares.entries()) {
      const price = round[place];
      if (price === undefined) continue;
      const qty = best.has(place) ? this.qtyOf(instrument, price, share) : 0;
      if (this.#isOff(this.portfolio.qty(instrument), qty)) this.aim(instrument, qty);
      else this.aim(instrument, this.portfolio.qty(instrument));
    }
  }

  /** The places of the shares that have gained, the best first; of equals the one that was named first. */
  #ranked(): readonly number[] {
    const { shares, skip } = this.parameters;
    const [before, now] = [this.#history[0], this.#history.at(-1 - skip)];
    const gains = shares.map((_, place) => (now?.[place] ?? NaN) / (before?.[place] ?? NaN));
    return gains
      .map((gain, place) => ({ gain, place }))
      .filter(({ gain }) => gain > 1)
      .sort((one, other) => other.gain - one.gain || one.place - other.place)
      .map(({ place }) => place);
  }

  /** Whether a holding is far enough from its part to pay for an order. */
  #isOff(held: number, qty: number): boolean {
    if (qty === 0 || held === 0) return true;
    return Math.abs(held - qty) * 100 > this.parameters.drift * qty;
  }
}
