import { ln } from 'argosy/core';
import type { Bar } from 'argosy/domain';
import { parameter } from 'argosy/engine';
import { testCointegration } from 'argosy/quant';

import { BarRounds, sameBarsOf, type Round } from './bar-rounds.ts';
import { fieldsOf, numberOf, numbersOf } from './state-fields.ts';
import { TargetPositions } from './target-positions.ts';

const parameters = {
  pair: parameter.instruments({ least: 2, most: 2, about: 'what is traded, and what hedges it' }),
  bars: parameter.bars({ about: 'bars of one of them; those of the other are as long' }),
  window: parameter.integer({ default: 120, min: 20, max: 1000, about: 'bars in the test' }),
  lags: parameter.integer({ default: 1, min: 0, max: 10, about: 'lags in the test' }),
  probability: parameter.number({
    default: 0.05,
    min: 0.001,
    max: 1,
    about: 'most that the test may give to chance',
  }),
  entry: parameter.number({ default: 2, min: 0.1, max: 10, about: 'deviations to enter at' }),
  exit: parameter.number({ default: 0.25, min: 0, max: 10, about: 'deviations to leave at' }),
  stop: parameter.number({ default: 4, min: 0.2, max: 20, about: 'deviations to give up at' }),
  halfLives: parameter.number({ default: 4, min: 0.5, max: 50, about: 'half-lives to give up in' }),
  percent: parameter.integer({ default: 40, min: 1, max: 100, about: 'of equity in the first' }),
} as const;

/** The line that a pair was entered by: it holds until the pair is left. */
type Line = {
  readonly ratio: number;
  readonly constant: number;
  readonly deviation: number;
  /** Bars until it has had its time. */
  readonly patience: number;
};

/**
 * Two prices that wander but keep together: once a test over the last bars says so, the spread between them
 * is sold where it is wide and bought where it is low, and left at its middle. A spread that goes further
 * away, or does not come back in some of its half-lives, is given up: then they no longer keep together,
 * and it looks again only once all bars of the test are other ones.
 */
export class Pairs extends TargetPositions<typeof parameters> {
  static override readonly parameters = parameters;

  readonly #rounds = new BarRounds(this.parameters.pair);
  #first: number[] = [];
  #second: number[] = [];
  #line: Line | null = null;
  /** Bars until it looks again, after a pair that it gave up: what it is judged by is of other bars then. */
  #rest = 0;

  override onStart(): void {
    const { pair, bars, entry, exit, stop } = this.parameters;
    if (!(exit < entry && entry < stop)) {
      throw new RangeError(`expected exit < entry < stop, found ${exit}, ${entry}, ${stop}`);
    }
    for (const instrument of pair) this.data.subscribeBars(sameBarsOf(bars, instrument));
  }

  override onBar(bar: Bar): void {
    const round = this.#rounds.take(bar);
    if (round === null) return;
    this.#learn(round);
    if (this.#line !== null) this.#hold(this.#line);
    else if (this.#rest > 0) this.#rest -= 1;
    else if (this.isFlat) this.#look(round);
    this.settle();
  }

  override exportState(): unknown {
    const seen = { first: this.#first, second: this.#second };
    return { aims: super.exportState(), ...seen, line: this.#line, rest: this.#rest };
  }

  override importState(state: unknown): void {
    const { aims, first, second, line, rest } = fieldsOf(state);
    super.importState(aims);
    [this.#first, this.#second] = [numbersOf(first), numbersOf(second)];
    this.#rest = numberOf(rest);
    this.#line = line === null ? null : lineOf(fieldsOf(line));
  }

  /** Keeps logarithms: then the hedge ratio is one of values, not of prices. */
  #learn([first, second]: Round): void {
    this.#first.push(ln(first ?? NaN));
    this.#second.push(ln(second ?? NaN));
    if (this.#first.length <= this.parameters.window) return;
    this.#first.shift();
    this.#second.shift();
  }

  #look(round: Round): void {
    const { window, lags, probability, entry, stop, halfLives } = this.parameters;
    if (this.#first.length < window) return;
    const test = testCointegration(this.#first, this.#second, { lags });
    const { ratio, constant, halfLife } = test;
    if (ratio === null || constant === null || halfLife === null || ratio <= 0) return;
    if ((test.probability ?? 1) > probability) return;
    const patience = Math.ceil(halfLives * halfLife);
    const plain = { ratio, constant, deviation: 1, patience };
    const line = { ...plain, deviation: deviationOf(this.#first, this.#second, plain) };
    const score = this.#scoreOf(line);
    if (Math.abs(score) < entry || Math.abs(score) >= stop) return;
    this.#line = line;
    this.#enter(-Math.sign(score), round, ratio);
  }

  #enter(side: number, [first, second]: Round, ratio: number): void {
    const [one, other] = this.parameters.pair;
    if (one === undefined || other === undefined) return;
    if (first === undefined || second === undefined) return;
    const share = this.parameters.percent / 100;
    this.aim(one, side * this.qtyOf(one, first, share));
    this.aim(other, -side * this.qtyOf(other, second, share * ratio));
  }

  /** A leg alone is a bet on a direction, and is not kept. */
  #hold(line: Line): void {
    const { exit, stop } = this.parameters;
    const [one = 0, other = 0] = this.parameters.pair.map((leg) => this.portfolio.qty(leg));
    const isLame = (one === 0) !== (other === 0) && this.cache.openOrderCount === 0;
    const score = this.#scoreOf(line);
    const side = Math.sign(one);
    const isBack = side === 0 ? Math.abs(score) < exit : -side * score < exit;
    const isLost = isLame || Math.abs(score) >= stop || line.patience <= 0;
    if (isLost) this.#rest = this.parameters.window;
    if (isLost || isBack) this.aimFlat();
    this.#line = isLost || isBack ? null : { ...line, patience: line.patience - 1 };
  }

  #scoreOf(line: Line): number {
    return spreadOf(this.#first.at(-1) ?? NaN, this.#second.at(-1) ?? NaN, line) / line.deviation;
  }
}

type Hedge = Pick<Line, 'ratio' | 'constant'>;

function spreadOf(first: number, second: number, { ratio, constant }: Hedge): number {
  return first - constant - ratio * second;
}

function deviationOf(first: readonly number[], second: readonly number[], line: Hedge): number {
  const squares = first.map((value, row) => spreadOf(value, second[row] ?? NaN, line) ** 2);
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length);
}

function lineOf(fields: Readonly<Record<string, unknown>>): Line {
  const { ratio, constant, deviation, patience } = fields;
  return {
    ratio: numberOf(ratio),
    constant: numberOf(constant),
    deviation: numberOf(deviation),
    patience: numberOf(patience),
  };
}
