import { MICROS_PER_DAY } from 'argosy/core';
import type { Bar } from 'argosy/domain';
import { parameter } from 'argosy/engine';
import { SessionVwap } from 'argosy/indicators';

import { dayParameters, DayPosition, type DayChoices } from './day-position.ts';
import { fieldsOf, numberOf, oneOf } from './state-fields.ts';

const parameters = {
  ...dayParameters,
  deviations: parameter.number({ default: 2, min: 0.1, max: 10, about: 'from the VWAP to buy at' }),
  stopDeviations: parameter.number({ default: 1.5, min: 0.1, max: 10, about: 'to the stop' }),
  startMinutes: parameter.integer({
    default: 60,
    min: 1,
    max: 600,
    about: 'minutes from the open in which it only looks',
  }),
} as const;

/**
 * Buys where a bar closes so many deviations below the volume-weighted average price of the session, after
 * one that did not: away from what most have paid, prices are taken to come back. It sells at that average,
 * where its target moves with each bar, at a stop, or before the close. With `side: both` the mirror image too.
 */
export class VwapReversion extends DayPosition<typeof parameters> {
  static override readonly parameters = parameters;

  readonly #vwap = new SessionVwap(0, this.parameters.deviations);
  #sessions = 0;
  #wasInside = false;

  protected override get choices(): DayChoices {
    return this.parameters;
  }

  override onStart(): void {
    super.onStart();
    this.data.subscribeBars(this.parameters.bars);
  }

  protected override onSession(): void {
    this.#sessions += 1;
    this.#wasInside = false;
  }

  protected override onSessionBar({ high, low, close, volume }: Bar, minutes: number): void {
    // Each session is a day of its own to the average, whatever the clock of its market says.
    const day = this.#sessions * MICROS_PER_DAY;
    const average = this.#vwap.update((high + low + close) / 3, volume, day);
    const { wasInside } = this.#place(close);
    if (this.direction !== 0) this.#hold(average);
    else if (wasInside && minutes > this.parameters.startMinutes) this.#enterBeyond(average, close);
    this.guard();
  }

  override exportState(): unknown {
    const [vwap, sessions, wasInside] = [this.#vwap.exportState(), this.#sessions, this.#wasInside];
    return { session: super.exportState(), vwap, sessions, wasInside };
  }

  override importState(state: unknown): void {
    const { session, vwap, sessions, wasInside } = fieldsOf(state);
    super.importState(session);
    this.#vwap.importState(vwap);
    this.#sessions = numberOf(sessions);
    this.#wasInside = oneOf(wasInside, [true, false]);
  }

  #place(close: number): { readonly wasInside: boolean } {
    const wasInside = this.#wasInside;
    this.#wasInside = close >= this.#vwap.lower && close <= this.#vwap.upper;
    return { wasInside };
  }

  #hold(average: number): void {
    this.endEntry();
    this.moveTargets(average);
  }

  #enterBeyond(average: number, close: Bar['close']): void {
    const { lower, upper } = this.#vwap;
    const { deviations, stopDeviations, side } = this.parameters;
    const distance = (stopDeviations * (upper - lower)) / (2 * deviations);
    if (close < lower) this.enter('buy', close, { stop: close - distance, target: average });
    else if (close > upper && side === 'both') {
      this.enter('sell', close, { stop: close + distance, target: average });
    }
  }
}
