import type { Bar } from 'argosy/domain';
import { parameter } from 'argosy/engine';

import { dayParameters, DayPosition, type DayChoices } from './day-position.ts';
import { fieldsOf, numberOf, oneOf } from './state-fields.ts';

const parameters = {
  ...dayParameters,
  rangeMinutes: parameter.integer({
    default: 30,
    min: 1,
    max: 600,
    about: 'minutes from the open that make the range',
  }),
  targetRanges: parameter.number({
    default: 2,
    min: 0.1,
    max: 100,
    about: 'widths of the range from the price to the target',
  }),
} as const;

/** The range of a session that has shown no bar yet. */
const [NO_HIGH, NO_LOW]: readonly [number, number] = [0, Number.MAX_SAFE_INTEGER];

/**
 * Buys where a bar closes above the range of the session's first minutes, once a session, with a stop below
 * that range and a target so many widths of it above. What neither has sold is sold before the close.
 * With `side: both` it sells short below the range too, whichever comes first.
 */
export class OpeningRange extends DayPosition<typeof parameters> {
  static override readonly parameters = parameters;

  #high = NO_HIGH;
  #low = NO_LOW;
  #hasTraded = true;

  protected override get choices(): DayChoices {
    return this.parameters;
  }

  override onStart(): void {
    super.onStart();
    this.data.subscribeBars(this.parameters.bars);
  }

  protected override onSession(): void {
    [this.#high, this.#low, this.#hasTraded] = [NO_HIGH, NO_LOW, false];
  }

  protected override onSessionBar({ high, low, close }: Bar, minutes: number): void {
    if (minutes <= this.parameters.rangeMinutes) {
      this.#high = Math.max(this.#high, high);
      this.#low = Math.min(this.#low, low);
    } else if (this.direction !== 0) {
      this.endEntry();
    } else if (!this.#hasTraded && this.#high > this.#low) {
      if (close > this.#high) this.#enter('buy', close);
      else if (close < this.#low && this.parameters.side === 'both') this.#enter('sell', close);
    }
    this.guard();
  }

  override exportState(): unknown {
    const range = { high: this.#high, low: this.#low, hasTraded: this.#hasTraded };
    return { session: super.exportState(), ...range };
  }

  override importState(state: unknown): void {
    const { session, high, low, hasTraded } = fieldsOf(state);
    super.importState(session);
    [this.#high, this.#low] = [numberOf(high), numberOf(low)];
    this.#hasTraded = oneOf(hasTraded, [true, false]);
  }

  /** At the close of a price beyond the range, so the stop on its other side is always further than that. */
  #enter(side: 'buy' | 'sell', close: Bar['close']): void {
    this.#hasTraded = true;
    const reach = this.parameters.targetRanges * (this.#high - this.#low);
    if (side === 'buy') this.enter(side, close, { stop: this.#low, target: close + reach });
    else this.enter(side, close, { stop: this.#high, target: close - reach });
  }
}
