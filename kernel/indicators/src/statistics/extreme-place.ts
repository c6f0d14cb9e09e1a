import { ValueIndicator } from '../base/by-inputs.ts';
import { Window } from '../base/window.ts';

/**
 * How many steps ago the highest of the last inputs came, or the lowest (`sign` -1). As in TA-Lib one
 * that equals it takes its place, and once it is too old the first of equals does.
 */
export class ExtremePlace extends ValueIndicator {
  readonly #sign: 1 | -1;
  private readonly window: Window;
  private extreme = NaN;
  private age = 0;

  constructor(period: number, sign: 1 | -1) {
    super('ExtremePlace', [period, sign], period);
    this.#sign = sign;
    this.window = new Window(period);
  }

  step(value: number): number {
    const { window } = this;
    const wasFull = window.isFull;
    window.push(value);
    if (!window.isFull) return NaN;
    this.age += 1;
    if (!wasFull || this.age >= window.size) this.#look();
    else if (value * this.#sign >= this.extreme * this.#sign) this.#take(0);
    return this.age;
  }

  #look(): void {
    const { window } = this;
    this.#take(window.size - 1);
    for (let age = window.size - 2; age >= 0; age -= 1) {
      if (window.at(age) * this.#sign > this.extreme * this.#sign) this.#take(age);
    }
  }

  #take(age: number): void {
    this.age = age;
    this.extreme = this.window.at(age);
  }
}
