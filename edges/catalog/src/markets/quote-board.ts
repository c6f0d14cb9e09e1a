import type { Instrument } from 'argosy/domain';

import type { FairValues } from './fair-values.ts';
import type { MarketGround } from './market-ground.ts';
import type { PricePath } from './price-path.ts';

/** What everything is quoted at, in hundredths, by number; plain data. */
export type BoardState = {
  readonly bid: Float64Array;
  readonly ask: Float64Array;
  readonly last: Float64Array;
  /** By how much of half a spread the middle of a share's quote is off its fair price. */
  readonly lean: Float64Array;
};

/** Puts quotes around fair prices: on the tick, within the band, never crossed. */
export class QuoteBoard {
  readonly #ground: MarketGround;
  readonly #path: PricePath;
  readonly #values: FairValues;
  readonly #ticks: Float64Array;
  readonly state: BoardState;

  constructor(
    ground: MarketGround,
    follows: { readonly path: PricePath; readonly values: FairValues },
    state: BoardState | null,
  ) {
    this.#ground = ground;
    this.#path = follows.path;
    this.#values = follows.values;
    this.#ticks = ticksOf(ground.instruments);
    this.state = state ?? freshBoard(ground.instruments);
  }

  /** The price on the tick that is nearest to the fair one. */
  nearest(number: number): number {
    const tick = this.tickOf(number);
    return Math.max(tick, Math.round((this.#values.fair[number] ?? 0) / tick) * tick);
  }

  /** The smallest step of a price. */
  tickOf(number: number): number {
    return this.#ticks[number] ?? 1;
  }

  /** Quotes something anew; whether bid or ask is another by it. `lean` moves the middle of a share's. */
  quote(number: number, lean: number): boolean {
    const { state } = this;
    const tick = this.tickOf(number);
    const half = Math.max(tick / 2, this.#values.half[number] ?? 0);
    const isShare = number < this.#ground.shares.length;
    if (isShare) state.lean[number] = 0.7 * (state.lean[number] ?? 0) + 0.5 * lean;
    const middle = (this.#values.fair[number] ?? 0) + half * (state.lean[number] ?? 0);
    const [low, high] = isShare ? this.#band(number, tick) : [0, Number.POSITIVE_INFINITY];
    const highest = Math.min(high, Math.ceil((middle + half) / tick - 1e-9) * tick);
    const ask = Math.max(low + tick, tick, highest);
    const bid = Math.max(
      low,
      Math.min(ask - tick, Math.floor((middle - half) / tick + 1e-9) * tick),
    );
    const isOther = bid !== state.bid[number] || ask !== state.ask[number];
    state.bid[number] = bid;
    state.ask[number] = ask;
    return isOther;
  }

  /** A share is never quoted at nothing; its band is around the close before. */
  #band(number: number, tick: number): readonly [low: number, high: number] {
    const { bandBasisPoints } = this.#ground.plan;
    if (bandBasisPoints === 0) return [tick, Number.POSITIVE_INFINITY];
    const close = this.#path.closeOf(number);
    const reach = (close * bandBasisPoints) / 10_000;
    const low = Math.ceil((close - reach) / tick) * tick;
    return [Math.max(tick, low), Math.floor((close + reach) / tick) * tick];
  }
}

function freshBoard(instruments: readonly Instrument[]): BoardState {
  const count = instruments.length;
  const [bid, ask] = [new Float64Array(count), new Float64Array(count)];
  return { bid, ask, last: new Float64Array(count), lean: new Float64Array(count) };
}

function ticksOf(instruments: readonly Instrument[]): Float64Array {
  return Float64Array.from(instruments, ({ tick }) => tick);
}
