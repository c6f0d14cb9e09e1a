import type { Bar, BarSpec, BarSpecText } from 'argosy/domain';

import type { BarBuilder, BarBuilderOptions } from './bar-builder.ts';
import type { BarFold } from './bar-fold.ts';
import { engineError } from './errors.ts';

/** Builds bars that data and not the clock end, one number after the other; they run on over the night. */
export abstract class DataBarBuilder implements BarBuilder {
  readonly spec: BarSpecText;
  readonly #spec: BarSpec;
  readonly #emit: (bar: Bar) => void;
  #given = 0;

  constructor({ text, spec, emit }: BarBuilderOptions) {
    this.spec = text;
    this.#spec = spec;
    this.#emit = emit;
  }

  abstract add(now: number, eventAt: number, price: number, qty: number): boolean;
  abstract clear(): void;

  get dueAt(): number {
    return Number.POSITIVE_INFINITY;
  }

  addBar(_now: number, bar: Bar): void {
    throw engineError('UNSUPPORTED_BARS', `${this.spec} of ${bar.spec}`);
  }

  close(): void {
    throw engineError('UNSUPPORTED_BARS', `${this.spec} is never due`);
  }

  /** Gives out what was folded as a bar that ends now; the fold is empty then. */
  protected give(fold: BarFold, now: number): void {
    this.#given += 1;
    const bar = fold.toBar(this.spec, this.#spec, {
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
