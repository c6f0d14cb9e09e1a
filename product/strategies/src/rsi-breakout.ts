import type { Bar } from 'argosy/domain';
import { parameter } from 'argosy/engine';
import { Atr, Highest, Lowest, Rsi } from 'argosy/indicators';

import { OnePosition, positionParameters, type PositionChoices } from './one-position.ts';
import { fieldsOf } from './state-fields.ts';

const parameters = {
  ...positionParameters,
  period: parameter.integer({ default: 14, min: 1, max: 1000, about: 'changes in the RSI' }),
  entry: parameter.number({ default: 60, min: 50, max: 99, about: 'RSI to rise above' }),
  exit: parameter.number({ default: 50, min: 1, max: 50, about: 'RSI to fall below again' }),
  channel: parameter.integer({ default: 20, min: 1, max: 1000, about: 'bars to break out of' }),
  atrPeriod: parameter.integer({ default: 14, min: 1, max: 1000, about: 'bars in the ATR' }),
  stopAtrs: parameter.number({ default: 2, min: 0.1, max: 100, about: 'ATRs to the stop' }),
} as const;

/**
 * Buys where the RSI rises above `entry` on a bar that closes above the highest high of the `channel`
 * bars before it. It sells where the RSI closes below `exit`, or at a stop so many ATRs below the close
 * it decided on. With `side: both` it does the mirror image too: `100 - entry`, lowest low, stop above.
 */
export class RsiBreakout extends OnePosition<typeof parameters> {
  static override readonly parameters = parameters;

  readonly #rsi = new Rsi(this.parameters.period, { flat: 50 });
  readonly #atr = new Atr(this.parameters.atrPeriod);
  readonly #highest = new Highest(this.parameters.channel);
  readonly #lowest = new Lowest(this.parameters.channel);

  protected override get choices(): PositionChoices {
    return this.parameters;
  }

  override onStart(): void {
    super.onStart();
    this.data.subscribeBars(this.parameters.bars);
  }

  override onBar(bar: Bar): void {
    const { side, entry } = this.parameters;
    const [before, top, bottom] = [this.#rsi.value, this.#highest.value, this.#lowest.value];
    if (!this.#learn(bar)) return this.guard();
    const { direction } = this;
    if (direction !== 0) this.#hold(direction);
    else if (before <= entry && this.#rsi.value > entry && bar.close > top) this.#enter('buy', bar);
    else if (side === 'long') return;
    else if (before >= 100 - entry && this.#rsi.value < 100 - entry && bar.close < bottom) {
      this.#enter('sell', bar);
    }
  }

  override exportState(): unknown {
    const [rsi, atr] = [this.#rsi.exportState(), this.#atr.exportState()];
    return { rsi, atr, highest: this.#highest.exportState(), lowest: this.#lowest.exportState() };
  }

  override importState(state: unknown): void {
    const { rsi, atr, highest, lowest } = fieldsOf(state);
    this.#rsi.importState(rsi);
    this.#atr.importState(atr);
    this.#highest.importState(highest);
    this.#lowest.importState(lowest);
  }

  /** Takes a bar in; says whether all of them were ready before it. */
  #learn({ high, low, close }: Bar): boolean {
    const all = [this.#rsi, this.#atr, this.#highest, this.#lowest];
    const wereReady = all.every(({ isReady }) => isReady);
    this.#rsi.update(close);
    this.#atr.update(high, low, close);
    this.#highest.update(high);
    this.#lowest.update(low);
    return wereReady;
  }

  #hold(direction: number): void {
    const { exit } = this.parameters;
    const isOver = direction > 0 ? this.#rsi.value < exit : this.#rsi.value > 100 - exit;
    if (isOver) return this.leave();
    this.endEntry();
    this.guard();
  }

  #enter(side: 'buy' | 'sell', { close }: Bar): void {
    const distance = this.parameters.stopAtrs * this.#atr.value;
    this.enter(side, close, { stop: side === 'buy' ? close - distance : close + distance });
  }
}
