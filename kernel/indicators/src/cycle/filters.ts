import { cos, exp, sin } from 'argosy/core';

import { ValueIndicator } from '../base/by-inputs.ts';

/** Ehlers' 1.414 and 0.707 are the root of two and its half. */
const ROOT = Math.SQRT2;

/** What a filter of two poles lets pass that is slower than a period: Ehlers' super smoother. Before the first input all was 0. */
export class SlowPass extends ValueIndicator {
  readonly #own: number;
  readonly #one: number;
  readonly #two: number;
  private before = 0;
  private made = 0;
  private madeBefore = 0;

  constructor(period: number) {
    super('SlowPass', [period], 1);
    const decay = exp((-ROOT * Math.PI) / period);
    this.#one = 2 * decay * cos((ROOT * Math.PI) / period);
    this.#two = -decay * decay;
    this.#own = 1 - this.#one - this.#two;
  }

  step(value: number): number {
    const mean = (value + this.before) / 2;
    const made = this.#own * mean + this.#one * this.made + this.#two * this.madeBefore;
    this.before = value;
    this.madeBefore = this.made;
    this.made = made;
    return made;
  }
}

/** What a filter of two poles lets pass that is faster than a period. It begins with the third input, at 0. */
export class FastPass extends ValueIndicator {
  readonly #alpha: number;
  private one = NaN;
  private two = NaN;
  private made = 0;
  private madeBefore = 0;

  constructor(period: number) {
    super('FastPass', [period], 1);
    const angle = (ROOT * Math.PI) / period;
    this.#alpha = (cos(angle) + sin(angle) - 1) / cos(angle);
  }

  step(value: number): number {
    const kept = 1 - this.#alpha;
    const bend = value - 2 * this.one + this.two;
    this.two = this.one;
    this.one = value;
    if (Number.isNaN(bend)) return 0;
    const gain = 1 - this.#alpha / 2;
    const made = gain * gain * bend + 2 * kept * this.made - kept * kept * this.madeBefore;
    this.madeBefore = this.made;
    this.made = made;
    return made;
  }
}
