import { ValueIndicator } from '../base/by-inputs.ts';
import { Ema } from '../averages/ema.ts';

/** An exponential average of an exponential average, as William Blau smooths what he divides. */
export class TwiceSmoothed extends ValueIndicator {
  private readonly first: Ema;
  private readonly second: Ema;

  constructor(first: number, second: number) {
    super('TwiceSmoothed', [first, second], first + second - 1);
    this.first = new Ema(first);
    this.second = new Ema(second);
  }

  step(value: number): number {
    const once = this.first.step(value);
    return Number.isNaN(once) ? NaN : this.second.step(once);
  }
}
