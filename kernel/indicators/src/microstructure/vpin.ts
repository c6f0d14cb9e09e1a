import { PairIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, measure, whole, type Definition } from '../base/definition.ts';
import type { Measure, Whole } from '../base/particulars.ts';
import { Window } from '../base/window.ts';
import { TradeSign } from './trade-sign.ts';

const BUCKET_MAX = 1e15;

/**
 * Volume-synchronised probability of informed trading: how one-sided the last buckets of volume were. A
 * bucket is closed by the trade that fills it, which counts in it as a whole; the one that is being
 * filled is among them. Sides are told by the tick rule; 0 where nothing was traded.
 */
export class Vpin extends PairIndicator {
  readonly #bucket: number;
  readonly #buckets: number;
  private readonly sign: TradeSign;
  private readonly imbalances: Window;
  private readonly volumes: Window;
  /** Of the buckets that are closed, but for the oldest one that makes room. */
  private imbalance = 0;
  private volume = 0;
  /** In the one that is being filled. */
  private signed = 0;
  private filled = 0;

  constructor(bucket: number, buckets: number) {
    super('Vpin', [bucket, buckets], 1);
    this.#bucket = bucket;
    this.#buckets = buckets;
    this.sign = new TradeSign();
    this.imbalances = new Window(buckets);
    this.volumes = new Window(buckets);
  }

  step(price: number, size: number): number {
    this.signed += this.sign.step(price) * size;
    this.filled += size;
    const volume = this.volume + this.filled;
    const share = volume === 0 ? 0 : (this.imbalance + Math.abs(this.signed)) / volume;
    if (this.filled >= this.#bucket) this.#close();
    return share;
  }

  #close(): void {
    this.imbalances.push(Math.abs(this.signed));
    this.volumes.push(this.filled);
    this.signed = 0;
    this.filled = 0;
    const kept = Math.min(this.volumes.count, this.#buckets - 1);
    this.imbalance = 0;
    this.volume = 0;
    for (let age = kept - 1; age >= 0; age -= 1) {
      this.imbalance += this.imbalances.at(age);
      this.volume += this.volumes.at(age);
    }
  }
}

/** How one-sided the last buckets of volume were. */
export const vpin: Definition<{ readonly bucket: Measure; readonly buckets: Whole }, Vpin, 'vpin'> =
  define({
    name: 'vpin',
    title: 'VPIN',
    group: 'microstructure',
    formula: 'Σ|bought − sold| / Σvolume over n buckets of volume V',
    by: 'David Easley, Marcos López de Prado and Maureen O’Hara, 2012',
    inputs: ['price', 'size'],
    parameters: { bucket: measure(10_000, 1, BUCKET_MAX), buckets: whole(50) },
    lines: { vpin: inOwnPane },
    make: ({ bucket, buckets }) => new Vpin(bucket, buckets),
    loop: (made, [price, size], { vpin: line }, from) => {
      for (let row = from; row < price.length; row += 1) {
        line[row] = made.step(price[row] ?? NaN, size[row] ?? NaN);
      }
    },
  });
