import { PairIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, type Definition, type NoParameters } from '../base/definition.ts';

/** On-balance volume: what was traded as prices rose less what was as they fell, begun with the first volume as in TA-Lib. */
export class OnBalanceVolume extends PairIndicator {
  private before = NaN;
  private total = 0;

  constructor() {
    super('OnBalanceVolume', [], 1);
  }

  step(price: number, volume: number): number {
    const { before } = this;
    this.before = price;
    if (Number.isNaN(before) || price > before) this.total += volume;
    else if (price < before) this.total -= volume;
    return this.total;
  }
}

/** What was traded as prices rose less what was as they fell. */
export const onBalanceVolume: Definition<NoParameters, OnBalanceVolume, 'onBalanceVolume'> = define(
  {
    name: 'onBalanceVolume',
    title: 'On-balance volume',
    group: 'volume',
    formula: 'OBV₁ ± volume by the sign of Δclose',
    by: 'Joseph Granville, 1963',
    inputs: ['close', 'volume'],
    parameters: {},
    lines: { onBalanceVolume: inOwnPane },
    make: () => new OnBalanceVolume(),
    loop: (made, [close, volume], { onBalanceVolume }, from) => {
      for (let row = from; row < close.length; row += 1) {
        onBalanceVolume[row] = made.step(close[row] ?? NaN, volume[row] ?? NaN);
      }
    },
  },
);
