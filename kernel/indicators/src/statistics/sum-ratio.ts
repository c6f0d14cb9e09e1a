import { PairIndicator } from '../base/by-inputs.ts';
import { Sum } from './sum.ts';

/** A sum over the last steps by another one, of what is not below zero; 0 where all of that is 0. */
export class SumRatio extends PairIndicator {
  private readonly top: Sum;
  private readonly bottom: Sum;

  constructor(period: number) {
    super('SumRatio', [period], period);
    this.top = new Sum(period);
    this.bottom = new Sum(period);
  }

  step(top: number, bottom: number): number {
    const [above, below] = [this.top.step(top), this.bottom.step(bottom)];
    return below === 0 ? 0 : above / below;
  }
}
