import type { Bar } from 'argosy/domain';
import { parameter } from 'argosy/engine';
import { BollingerBands } from 'argosy/indicators';

import { OnePosition, positionParameters, type PositionChoices } from './one-position.ts';
import { fieldsOf, oneOf } from './state-fields.ts';

const parameters = {
  ...positionParameters,
  period: parameter.integer({ default: 20, min: 2, max: 1000, about: 'bars in the bands' }),
  deviations: parameter.number({ default: 2, min: 0.1, max: 10, about: 'from middle to band' }),
  stopWidths: parameter.number({ default: 0.5, min: 0.01, max: 10, about: 'widths to the stop' }),
} as const;
const places = ['below', 'inside', 'above'] as const;

/**
 * Buys where a bar closes above the lower band again after one that closed below it, while the middle
 * is still above. It sells at the middle, where its target moves with each bar, or at a stop so many
 * widths of the bands below the close it decided on. With `side: both` it does the mirror image too.
 */
export class BollingerBounce extends OnePosition<typeof parameters> {
  static override readonly parameters = parameters;

  readonly #bands = new BollingerBands(this.parameters.period, this.parameters.deviations);
  /** Where the last close stood: below the bands, inside or above them. */
  #place: (typeof places)[number] = 'inside';

  protected override get choices(): PositionChoices {
    return this.parameters;
  }

  override onStart(): void {
    super.onStart();
    this.data.subscribeBars(this.parameters.bars);
  }

  override onBar({ close }: Bar): void {
    const before = this.#place;
    this.#bands.update(close);
    if (!this.#bands.isReady) return this.guard();
    const { value: middle, upper, lower } = this.#bands;
    this.#place = close < lower ? 'below' : close > upper ? 'above' : 'inside';
    const distance = this.parameters.stopWidths * (upper - lower);
    if (this.direction !== 0) this.#hold(middle);
    else if (this.#place !== 'inside') return;
    else if (before === 'below' && close < middle) {
      this.enter('buy', close, { target: middle, stop: close - distance });
    } else if (before === 'above' && close > middle && this.parameters.side === 'both') {
      this.enter('sell', close, { target: middle, stop: close + distance });
    }
  }

  override exportState(): unknown {
    return { bands: this.#bands.exportState(), place: this.#place };
  }

  override importState(state: unknown): void {
    const { bands, place } = fieldsOf(state);
    this.#bands.importState(bands);
    this.#place = oneOf(place, places);
  }

  /** Moves the target to the middle. */
  #hold(middle: number): void {
    this.endEntry();
    this.moveTargets(middle);
    this.guard();
  }
}
