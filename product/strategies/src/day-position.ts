import { MICROS_PER_SECOND, toTimestamp } from 'argosy/core';
import type { Bar } from 'argosy/domain';
import { parameter, type ParameterSchema, type TimeEvent } from 'argosy/engine';

import { OnePosition, positionParameters, type PositionChoices } from './one-position.ts';
import { fieldsOf, numberOf } from './state-fields.ts';

/** What every strategy that goes home flat may be told. */
export const dayParameters = {
  ...positionParameters,
  riskPercent: parameter.number({
    default: 1,
    min: 0,
    max: 20,
    about: 'percent of equity lost from the price to the stop, within the share; 0 uses the share',
  }),
  flatMinutes: parameter.integer({
    default: 15,
    min: 1,
    max: 600,
    about: 'minutes before the close from which on nothing is held',
  }),
} as const;

/** The values of `dayParameters` that a position is held by. */
export type DayChoices = PositionChoices & { readonly flatMinutes: number };

const MINUTE = 60 * MICROS_PER_SECOND;
/** The timer that ends the day. */
const FLAT = 'flat';

/** Holds one position at a time, and none over the end of a session by its instrument's calendar. */
export abstract class DayPosition<Schema extends ParameterSchema> extends OnePosition<Schema> {
  /** Where the session under way began; what a session has taught is of no use in the next one. */
  #from = 0;
  #flatAt = 0;

  protected abstract override get choices(): DayChoices;
  /** A session has begun: its first bar comes next. */
  protected abstract onSession(): void;
  /** A bar of a session, while something may be held. */
  protected abstract onSessionBar(bar: Bar, minutes: number): void;

  override onBar(bar: Bar): void {
    const session = this.cache.session(this.choices.instrument);
    if (session === null) return this.leave();
    if (session.from !== this.#from) {
      this.#from = session.from;
      this.#flatAt = session.until - this.choices.flatMinutes * MINUTE;
      this.onSession();
    }
    if (this.clock.now >= this.#flatAt) return this.leave();
    this.clock.setTimer(FLAT, toTimestamp(this.#flatAt));
    this.onSessionBar(bar, (bar.closesAt - session.from) / MINUTE);
  }

  /** What is held is sold even where no bar comes any more. */
  override onTimeEvent({ name }: TimeEvent): void {
    if (name === FLAT) this.leave();
  }

  override exportState(): unknown {
    return { from: this.#from, flatAt: this.#flatAt };
  }

  override importState(state: unknown): void {
    const { from, flatAt } = fieldsOf(state);
    [this.#from, this.#flatAt] = [numberOf(from), numberOf(flatAt)];
  }
}
