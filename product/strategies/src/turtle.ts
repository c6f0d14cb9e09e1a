import type { Bar } from 'argosy/domain';
import { parameter } from 'argosy/engine';
import { Atr, Donchian } from 'argosy/indicators';

import { OnePosition, positionParameters, type PositionChoices } from './one-position.ts';
import { fieldsOf, numberOf } from './state-fields.ts';

const parameters = {
  ...positionParameters,
  percent: parameter.integer({ default: 20, min: 1, max: 100, about: 'most of equity in a unit' }),
  riskPercent: parameter.number({
    default: 2,
    min: 0.01,
    max: 20,
    about: 'percent of equity that a unit loses at its stop',
  }),
  entry: parameter.integer({ default: 20, min: 2, max: 1000, about: 'bars to break out of' }),
  exit: parameter.integer({ default: 10, min: 1, max: 1000, about: 'bars to fall out of' }),
  atrPeriod: parameter.integer({ default: 20, min: 1, max: 1000, about: 'bars in the ATR' }),
  stopAtrs: parameter.number({ default: 2, min: 0.1, max: 20, about: 'ATRs to the stop' }),
  units: parameter.integer({ default: 4, min: 1, max: 10, about: 'units at most' }),
  addAtrs: parameter.number({ default: 0.5, min: 0.1, max: 20, about: 'ATRs to the next unit' }),
} as const;

/**
 * The turtles' rules on closes: buys a unit where a bar closes above the highest high of the `entry` bars
 * before it, and another each `addAtrs` average true ranges further up. Each unit has a stop, and all stops
 * follow the last unit. All is sold where a bar closes below the lowest low of the `exit` bars before it.
 */
export class Turtle extends OnePosition<typeof parameters> {
  static override readonly parameters = parameters;

  readonly #wide = new Donchian(this.parameters.entry);
  readonly #narrow = new Donchian(this.parameters.exit);
  readonly #atr = new Atr(this.parameters.atrPeriod);
  /** How many units were sent, the close that decided the last one, and the range when it began. */
  #units = 0;
  #last = 0;
  #range = 0;

  protected override get choices(): PositionChoices {
    return this.parameters;
  }

  override onStart(): void {
    super.onStart();
    this.data.subscribeBars(this.parameters.bars);
  }

  override onBar(bar: Bar): void {
    const { upper, lower } = this.#wide;
    const { upper: exitAbove, lower: exitBelow } = this.#narrow;
    if (!this.#learn(bar)) return this.guard();
    const { direction } = this;
    if (direction === 0) {
      this.#units = 0;
      if (bar.close > upper) this.#begin('buy', bar);
      else if (bar.close < lower && this.parameters.side === 'both') this.#begin('sell', bar);
      return;
    }
    const isOver = direction > 0 ? bar.close < exitBelow : bar.close > exitAbove;
    if (isOver) this.leave();
    else this.#hold(direction, bar);
  }

  override exportState(): unknown {
    const [wide, narrow] = [this.#wide.exportState(), this.#narrow.exportState()];
    const held = { units: this.#units, last: this.#last, range: this.#range };
    return { wide, narrow, atr: this.#atr.exportState(), ...held };
  }

  override importState(state: unknown): void {
    const { wide, narrow, atr, units, last, range } = fieldsOf(state);
    this.#wide.importState(wide);
    this.#narrow.importState(narrow);
    this.#atr.importState(atr);
    [this.#units, this.#last, this.#range] = [numberOf(units), numberOf(last), numberOf(range)];
  }

  /** Takes a bar in; says whether all of them were ready before it. */
  #learn({ high, low, close }: Bar): boolean {
    const wereReady = this.#wide.isReady && this.#narrow.isReady && this.#atr.isReady;
    this.#wide.update(high, low);
    this.#narrow.update(high, low);
    this.#atr.update(high, low, close);
    return wereReady;
  }

  #begin(side: 'buy' | 'sell', bar: Bar): void {
    this.#range = this.#atr.value;
    this.#add(side, bar);
  }

  #hold(direction: number, bar: Bar): void {
    this.endEntry();
    const { addAtrs, stopAtrs, units } = this.parameters;
    const isFurther = direction * (bar.close - this.#last) >= addAtrs * this.#range;
    if (isFurther && this.#units < units) this.#add(direction > 0 ? 'buy' : 'sell', bar);
    this.tightenStops(this.#last - direction * stopAtrs * this.#range);
    this.guard();
  }

  #add(side: 'buy' | 'sell', { close }: Bar): void {
    const distance = this.parameters.stopAtrs * this.#range;
    this.#units += 1;
    this.#last = close;
    this.enter(side, close, { stop: side === 'buy' ? close - distance : close + distance });
  }
}
