import { BarIndicator } from '../base/by-inputs.ts';
import { define, type Definition, type NoParameters } from '../base/definition.ts';
import { Window } from '../base/window.ts';

/** A setup compares with the close of so many bars before, and is complete with so many in a row. */
const BACK = 4;
const SETUP = 9;
/** A countdown compares with the bar two before, and ends with so many, not all in a row. */
const COUNTDOWN = 13;

/**
 * TD sequential: the count of closes in a row above the close of four bars before, below zero of those
 * under it; and the countdown that begins with the ninth: of closes not under the high of two bars before,
 * below zero of those not above the low. A ninth of the other side ends it; so does the thirteenth. Without
 * the further rules that defer a countdown.
 */
export class TdSequential extends BarIndicator {
  private readonly closes: Window;
  private readonly highs: Window;
  private readonly lows: Window;
  private setup = 0;
  /** Which way is counted down: 1 after closes that rose, −1 after ones that fell, 0 not at all. */
  private side = 0;
  /** Bars of the countdown; 0 without one, NaN before it has a value. */
  countdown: number = NaN;

  constructor() {
    super('TdSequential', [], BACK + 1);
    this.closes = new Window(BACK);
    this.highs = new Window(2);
    this.lows = new Window(2);
  }

  step(high: number, low: number, close: number): number {
    const before = this.closes.push(close);
    const highBefore = this.highs.push(high);
    const lowBefore = this.lows.push(low);
    if (Number.isNaN(before)) return NaN;
    if (close > before) this.setup = Math.max(0, this.setup) + 1;
    else if (close < before) this.setup = Math.min(0, this.setup) - 1;
    else this.setup = 0;
    this.#countDown(close, highBefore, lowBefore);
    return this.setup;
  }

  #countDown(close: number, highBefore: number, lowBefore: number): void {
    const isOver = Math.abs(this.countdown) === COUNTDOWN;
    if (Number.isNaN(this.countdown) || isOver) this.countdown = 0;
    if (isOver) this.side = 0;
    if (Math.abs(this.setup) === SETUP && Math.sign(this.setup) !== this.side) {
      this.side = Math.sign(this.setup);
      this.countdown = 0;
    }
    if (this.side > 0 && close >= highBefore) this.countdown += 1;
    if (this.side < 0 && close <= lowBefore) this.countdown -= 1;
  }
}

/** How long prices have gone one way. */
export const tdSequential: Definition<NoParameters, TdSequential, 'setup' | 'countdown'> = define({
  name: 'tdSequential',
  title: 'TD sequential',
  group: 'momentum',
  formula:
    'setup = closes in a row above (below: negative) c₄; countdown, from the ninth, of closes ≥ h₂ (≤ l₂: negative), to 13',
  by: 'Tom DeMark, 1994',
  inputs: ['high', 'low', 'close'],
  parameters: {},
  lines: { setup: { as: 'mark', over: 'own' }, countdown: { as: 'mark', over: 'own' } },
  read: ({ countdown }) => [countdown],
  make: () => new TdSequential(),
  loop: (made, [high, low, close], { setup, countdown }, from) => {
    for (let row = from; row < high.length; row += 1) {
      setup[row] = made.step(high[row] ?? NaN, low[row] ?? NaN, close[row] ?? NaN);
      countdown[row] = made.countdown;
    }
  },
});
