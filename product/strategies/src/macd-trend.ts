import type { Bar } from 'argosy/domain';
import { parameter } from 'argosy/engine';
import { Atr, Ema, Macd } from 'argosy/indicators';

import { OnePosition, positionParameters, type PositionChoices } from './one-position.ts';
import { fieldsOf } from './state-fields.ts';

const parameters = {
  ...positionParameters,
  fast: parameter.integer({ default: 12, min: 1, max: 1000, about: 'bars in the fast average' }),
  slow: parameter.integer({ default: 26, min: 2, max: 1000, about: 'bars in the slow average' }),
  signal: parameter.integer({ default: 9, min: 1, max: 1000, about: 'steps in the signal line' }),
  trend: parameter.integer({ default: 200, min: 1, max: 1000, about: 'bars in the long average' }),
  atrPeriod: parameter.integer({ default: 14, min: 1, max: 1000, about: 'bars in the ATR' }),
  stopAtrs: parameter.number({ default: 3, min: 0.1, max: 100, about: 'ATRs to the stop' }),
} as const;

/**
 * Buys where the MACD crosses above its signal line while the close is above a long average: a push in
 * the direction of the trend. It sells where the MACD is below its signal line, or at a stop so many ATRs
 * below the close it decided on. With `side: both` it does the mirror image too.
 */
export class MacdTrend extends OnePosition<typeof parameters> {
  static override readonly parameters = parameters;

  readonly #macd = new Macd(this.parameters);
  readonly #trend = new Ema(this.parameters.trend);
  readonly #atr = new Atr(this.parameters.atrPeriod);

  protected override get choices(): PositionChoices {
    return this.parameters;
  }

  override onStart(): void {
    const { fast, slow, bars } = this.parameters;
    if (fast >= slow)
      throw new RangeError(`fast is ${fast}, expected below slow, which is ${slow}`);
    super.onStart();
    this.data.subscribeBars(bars);
  }

  override onBar({ high, low, close }: Bar): void {
    const before = this.#macd.histogram;
    const wasReady = this.#macd.isReady && this.#trend.isReady && this.#atr.isReady;
    this.#macd.update(close);
    this.#trend.update(close);
    this.#atr.update(high, low, close);
    if (!wasReady) return this.guard();
    const { direction } = this;
    const now = this.#macd.histogram;
    if (direction !== 0) this.#hold(direction * now < 0);
    else if (before <= 0 && now > 0 && close > this.#trend.value) this.#enter('buy', close);
    else if (this.parameters.side === 'both' && before >= 0 && now < 0 && close < this.#trend.value)
      this.#enter('sell', close);
  }

  override exportState(): unknown {
    const [macd, trend] = [this.#macd.exportState(), this.#trend.exportState()];
    return { macd, trend, atr: this.#atr.exportState() };
  }

  override importState(state: unknown): void {
    const { macd, trend, atr } = fieldsOf(state);
    this.#macd.importState(macd);
    this.#trend.importState(trend);
    this.#atr.importState(atr);
  }

  #hold(isOver: boolean): void {
    if (isOver) return this.leave();
    this.endEntry();
    this.guard();
  }

  #enter(side: 'buy' | 'sell', close: Bar['close']): void {
    const distance = this.parameters.stopAtrs * this.#atr.value;
    this.enter(side, close, { stop: side === 'buy' ? close - distance : close + distance });
  }
}
