import { atan } from 'argosy/core';

import { PairIndicator, ValueIndicator } from '../base/by-inputs.ts';

/** The taps of Ehlers' short Hilbert transformer. */
const OUTER = 0.0962;
const INNER = 0.5769;
const NEW = 0.2;
const OLD = 0.8;
const PERIOD_LEAST = 6;
const PERIOD_MOST = 50;
const DEGREES = 180 / Math.PI;
const TURN = 360;

/** The longest period that is looked for. */
export const CYCLE_MOST: number = PERIOD_MOST;

/** A line turned by a quarter of its period: of its last seven numbers, scaled for what the period was. Before the first they were 0. */
class Quarter extends PairIndicator {
  private one = 0;
  private two = 0;
  private three = 0;
  private four = 0;
  private five = 0;
  private six = 0;

  constructor() {
    super('Quarter', [], 1);
  }

  step(value: number, scale: number): number {
    const turned = OUTER * (value - this.six) + INNER * (this.two - this.four);
    this.six = this.five;
    this.five = this.four;
    this.four = this.three;
    this.three = this.two;
    this.two = this.one;
    this.one = value;
    return turned * scale;
  }
}

/**
 * What Ehlers' indicators of cycles share: prices smoothed over four, turned by a quarter, and from the angle
 * between what is and what is turned the period of the cycle. As in TA-Lib it begins only after `skip`
 * inputs beyond the first three; its value is the smoothed period.
 */
export class Hilbert extends ValueIndicator {
  readonly #skip: number;
  private readonly detrend: Quarter;
  private readonly turn: Quarter;
  private readonly turnInPhase: Quarter;
  private readonly turnQuadrature: Quarter;
  private begun = 0;
  private one = 0;
  private two = 0;
  private three = 0;
  /** The line without its trend of one, two and three steps ago. */
  private flatOne = 0;
  private flatTwo = 0;
  private flatThree = 0;
  private inPhaseBefore = 0;
  private quadratureBefore = 0;
  private real = 0;
  private imaginary = 0;
  private period = 0;
  private smoothPeriod = 0;
  /** The price smoothed over four. */
  smooth: number = 0;
  /** The part in phase, and the one a quarter of a period from it. */
  inPhase: number = 0;
  quadrature: number = 0;

  constructor(skip: number) {
    super('Hilbert', [skip], skip + 4);
    this.#skip = skip;
    this.detrend = new Quarter();
    this.turn = new Quarter();
    this.turnInPhase = new Quarter();
    this.turnQuadrature = new Quarter();
  }

  step(value: number): number {
    this.smooth = (4 * value + 3 * this.one + 2 * this.two + this.three) / 10;
    this.three = this.two;
    this.two = this.one;
    this.one = value;
    if (this.begun < this.#skip + 3) {
      this.begun += 1;
      return NaN;
    }
    this.#turn();
    this.smoothPeriod = 0.33 * this.period + 0.67 * this.smoothPeriod;
    return this.smoothPeriod;
  }

  #turn(): void {
    const scale = 0.075 * this.period + 0.54;
    const flat = this.detrend.step(this.smooth, scale);
    this.quadrature = this.turn.step(flat, scale);
    this.inPhase = this.flatThree;
    const ahead = this.turnInPhase.step(this.inPhase, scale);
    const aside = this.turnQuadrature.step(this.quadrature, scale);
    this.flatThree = this.flatTwo;
    this.flatTwo = this.flatOne;
    this.flatOne = flat;
    const inPhase = NEW * (this.inPhase - aside) + OLD * this.inPhaseBefore;
    const quadrature = NEW * (this.quadrature + ahead) + OLD * this.quadratureBefore;
    this.#measure(inPhase, quadrature);
    this.inPhaseBefore = inPhase;
    this.quadratureBefore = quadrature;
  }

  /** The period from how far the two parts have turned since the step before. */
  #measure(inPhase: number, quadrature: number): void {
    const { inPhaseBefore, quadratureBefore, period } = this;
    const real = inPhase * inPhaseBefore + quadrature * quadratureBefore;
    const imaginary = inPhase * quadratureBefore - quadrature * inPhaseBefore;
    this.real = NEW * real + OLD * this.real;
    this.imaginary = NEW * imaginary + OLD * this.imaginary;
    let next = period;
    if (this.imaginary !== 0 && this.real !== 0) {
      next = TURN / (atan(this.imaginary / this.real) * DEGREES);
    }
    next = Math.max(0.67 * period, Math.min(1.5 * period, next));
    next = Math.max(PERIOD_LEAST, Math.min(PERIOD_MOST, next));
    this.period = NEW * next + OLD * period;
  }
}
