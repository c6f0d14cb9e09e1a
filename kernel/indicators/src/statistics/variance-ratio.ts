import { ln } from 'argosy/core';

import { ValueIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, whole, type Definition } from '../base/definition.ts';
import type { Whole } from '../base/particulars.ts';
import { Window } from '../base/window.ts';
import { Moments } from './moments.ts';

/**
 * How far prices vary over some steps by what they would if steps were independent: above 1 they go on,
 * below they turn back; 1 where nothing moves. Both without bias, the longer steps overlapping. There
 * are at least two steps more than one of the longer ones has.
 */
export class VarianceRatio extends ValueIndicator {
  readonly #changes: number;
  readonly #steps: number;
  private readonly logs: Window;
  private readonly single: Moments;
  private readonly longer: Moments;

  constructor(period: number, steps: number) {
    const changes = Math.max(period, steps + 2);
    super('VarianceRatio', [period, steps], changes + 1);
    this.#changes = changes;
    this.#steps = steps;
    this.logs = new Window(steps);
    this.single = new Moments(changes);
    this.longer = new Moments(changes - steps + 1);
  }

  step(value: number): number {
    // A price that is not above zero has no logarithm: it counts as 1.
    const log = value > 0 ? ln(value) : 0;
    const last = this.logs.at(0);
    const first = this.logs.push(log);
    if (Number.isNaN(last)) return NaN;
    const single = this.single.step(log - last) / (this.#changes - 1);
    return Number.isNaN(first) ? NaN : this.#ratio(single, log - first);
  }

  #ratio(single: number, change: number): number {
    const [n, q, { longer }] = [this.#changes, this.#steps, this];
    const count = n - q + 1;
    // They lie around what the single steps drift, which is not quite their own mean.
    const spread = longer.step(change) + count * (longer.mean - q * this.single.mean) ** 2;
    if (Number.isNaN(single)) return NaN;
    return single === 0 ? 1 : spread / (q * count * (1 - q / n)) / single;
  }
}

/** Whether prices go on or turn back, by how they vary over longer steps. */
export const varianceRatio: Definition<
  { readonly period: Whole; readonly steps: Whole },
  VarianceRatio,
  'varianceRatio'
> = define({
  name: 'varianceRatio',
  title: 'Variance ratio',
  group: 'statistics',
  formula:
    'Σ(r_q − q·r̄)² / (q·(n − q + 1)·(1 − q / n)) / (Σ(r − r̄)² / (n − 1)), r = Δln x, r_q over q steps',
  by: 'Andrew Lo and Craig MacKinlay, 1988',
  inputs: ['value'],
  parameters: { period: whole(100, 4), steps: whole(5, 2) },
  lines: { varianceRatio: inOwnPane },
  make: ({ period, steps }) => new VarianceRatio(period, steps),
  loop: (made, [values], { varianceRatio: line }, from) => {
    for (let row = from; row < values.length; row += 1) {
      line[row] = made.step(values[row] ?? NaN);
    }
  },
});
