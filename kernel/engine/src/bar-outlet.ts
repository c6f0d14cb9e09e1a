import type { Bar, BarSpec, BarSpecText } from 'argosy/domain';

import type { BarBuilderOptions } from './bar-builder.ts';
import type { BarFold } from './bar-fold.ts';

/** Gives out the bars that data and not the clock have finished, one number after the other. */
export class BarOutlet {
  readonly #text: BarSpecText;
  readonly #spec: BarSpec;
  readonly #emit: (bar: Bar) => void;
  #given = 0;

  constructor({ text, spec, emit }: BarBuilderOptions) {
    this.#text = text;
    this.#spec = spec;
    this.#emit = emit;
  }

  /** Gives out what was folded as a bar that ends now; the fold is empty then. */
  give(fold: BarFold, now: number): void {
    this.#given += 1;
    const bar = fold.toBar(this.#text, this.#spec, {
      opensAt: fold.firstAt,
      closesAt: now,
      availableAt: now,
      sequence: this.#given,
      revision: 0,
    });
    fold.clear();
    this.#emit(bar);
  }
}
