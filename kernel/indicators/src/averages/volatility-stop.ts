import { BarIndicator } from '../base/by-inputs.ts';
import {
  choice,
  define,
  inOwnPane,
  measure,
  overPrices,
  whole,
  type Definition,
} from '../base/definition.ts';
import type { Choice, Measure, Whole } from '../base/particulars.ts';
import { Atr } from '../volatility/atr.ts';

const MULTIPLIER_MAX = 100;

/** Whether a stop only ever comes nearer, or gives way again where ranges grow. */
export type StopMoves = 'nearer' | 'both';

/**
 * Wilder's volatility system: a stop so many average true ranges from the best close since prices turned;
 * a close beyond it turns them. Wilder's own gives way where ranges grow, others only lets it come nearer. It
 * begins as of a rise.
 */
export class VolatilityStop extends BarIndicator {
  readonly #multiplier: number;
  readonly #isRatchet: boolean;
  private readonly range: Atr;
  /** The best close and the stop, times the direction: what is said of a rise holds of a fall then. */
  private best = NaN;
  private stop = NaN;
  /** 1 while prices rise, -1 while they fall; NaN before it has a value. */
  direction: number = NaN;

  constructor(period: number, multiplier: number, moves: StopMoves = 'both') {
    super('VolatilityStop', [period, multiplier, moves], period + 1);
    this.#multiplier = multiplier;
    this.#isRatchet = moves === 'nearer';
    this.range = new Atr(period);
  }

  step(high: number, low: number, close: number): number {
    const room = this.#multiplier * this.range.step(high, low, close);
    if (Number.isNaN(room)) return NaN;
    if (Number.isNaN(this.direction)) this.#turn(1, close, room);
    const signed = close * this.direction;
    this.best = Math.max(this.best, signed);
    const stop = this.best - room;
    this.stop = this.#isRatchet ? Math.max(this.stop, stop) : stop;
    if (signed < this.stop) this.#turn(-this.direction, close, room);
    return this.stop * this.direction;
  }

  #turn(direction: number, close: number, room: number): void {
    this.direction = direction;
    this.best = close * direction;
    this.stop = this.best - room;
  }
}

/** A stop by true ranges from the best close. */
export const volatilityStop: Definition<
  { readonly period: Whole; readonly multiplier: Measure; readonly moves: Choice<StopMoves> },
  VolatilityStop,
  'volatilityStop' | 'direction'
> = define({
  name: 'volatilityStop',
  title: 'Volatility stop',
  group: 'average',
  formula: 'best close since the turn ∓ m·ATR(n); turns where a close passes it',
  by: 'J. Welles Wilder, 1978',
  inputs: ['high', 'low', 'close'],
  parameters: {
    period: whole(7),
    multiplier: measure(3, 0, MULTIPLIER_MAX),
    moves: choice('both', 'nearer'),
  },
  lines: { volatilityStop: overPrices, direction: inOwnPane },
  read: ({ direction }) => [direction],
  make: ({ period, multiplier, moves }) => new VolatilityStop(period, multiplier, moves),
  loop: (made, [high, low, close], { volatilityStop: line, direction }, from) => {
    for (let row = from; row < high.length; row += 1) {
      line[row] = made.step(high[row] ?? NaN, low[row] ?? NaN, close[row] ?? NaN);
      direction[row] = made.direction;
    }
  },
});
